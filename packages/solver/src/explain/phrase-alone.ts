import type { Prepared } from '../model/prepare.ts'
import type { Reason } from '../model/reason.ts'
import type { Violation } from '../model/solution.ts'
import { phraseRule } from './phrase-rule.ts'
import { minutes } from './minutes.ts'

export interface AloneFinding {
  readonly violation: Violation
  /** How many shifts it rules out. */
  readonly shifts: number
  /** Skills that are missing on any of them. */
  readonly skills: readonly string[]
}

/** Says what rules a task out on empty shifts, in words and figures. */
export function phraseAlone(
  prepared: Prepared,
  job: string,
  { violation, shifts, skills }: AloneFinding,
): Pick<Reason, 'text' | 'data'> {
  const total = prepared.problem.shifts.length
  const data = { shifts, of: total }
  const which =
    shifts === total
      ? total === 1
        ? 'the only shift'
        : `any of the ${total} shifts`
      : `${shifts} of ${total} shifts`
  switch (violation.kind) {
    case 'missingSkill': {
      const names = skills.map((skill) => `"${skill}"`).join(', ')
      const word = skills.length === 1 ? 'the skill' : 'the skills'
      return { text: `Needs ${word} ${names}, not available on ${which}.`, data: { ...data, skills } }
    }
    case 'overCapacity': {
      const { dimension } = violation
      const largest = largestCapacity(prepared, dimension)
      const load = loadOf(prepared, job, dimension)
      return {
        text: `Its load of ${load} ${dimension} is more than ${which} can carry (largest capacity ${largest}).`,
        data: { ...data, dimension, load, largestCapacity: largest },
      }
    }
    case 'noWay':
      return {
        text: `There is no way for ${which} to get there and back on the roads.`,
        data: { ...data, fromLocation: violation.fromLocation, toLocation: violation.toLocation },
      }
    case 'late':
      return {
        text: `Cannot be reached within its time window on ${which}: ${minutes(violation.byS)} too late at best.`,
        data: { ...data, lateByS: violation.byS },
      }
    case 'overShift':
      return {
        text: `Getting there, serving and returning takes ${minutes(violation.byS)} longer than ${which} lasts.`,
        data: { ...data, overByS: violation.byS },
      }
    case 'overDuration':
      return {
        text: `The round trip exceeds the longest duration allowed on ${which} by ${minutes(violation.byS)}.`,
        data: { ...data, limit: 'duration', overByS: violation.byS },
      }
    case 'overDistance':
      return {
        text: `The round trip exceeds the longest distance allowed on ${which} by ${Math.ceil(violation.byM / 1000)} km.`,
        data: { ...data, limit: 'distance', overByM: violation.byM },
      }
    case 'tooManyStops':
      return { text: `No further stop is allowed on ${which}.`, data: { ...data, limit: 'stops' } }
    case 'breakMissed':
      return {
        text: `The visit leaves no room for a break that is owed on ${which}.`,
        data: { ...data, limit: 'break' },
      }
    case 'pairBroken':
    case 'servedTwice':
      return { text: 'The plan already serves a part of it.', data }
    case 'ruleBroken':
      return {
        text: phraseRule(prepared, job, violation, which),
        data: { ...data, rule: violation.rule, by: violation.by },
      }
  }
}

function largestCapacity({ problem }: Prepared, dimension: string): number {
  const index = problem.dimensions.indexOf(dimension)
  return problem.shifts.reduce((most, shift) => Math.max(most, shift.capacity[index] ?? 0), 0)
}

function loadOf({ problem, taskById }: Prepared, job: string, dimension: string): number {
  const { jobs, shipments, dimensions } = problem
  const task = taskById.get(job) ?? 0
  const source = jobs[task] ?? shipments?.[task - jobs.length]
  return source?.load[dimensions.indexOf(dimension)] ?? 0
}
