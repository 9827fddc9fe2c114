import { metresInWords } from './metres.ts'
import { minutes } from './minutes.ts'
import { listed, phraseRule } from './phrase-rule.ts'
import { sourceOf } from '../model/source-of.ts'
import type { Cause, Obstacle } from './find-obstacle.ts'
import type { Prepared } from '../model/prepare.ts'
import type { Reason } from '../model/reason.ts'
import type { Violation } from '../model/solution.ts'

export interface AloneFinding {
  /** The smallest of those on the shifts. */
  readonly obstacle: Obstacle
  /** Indices of the shifts that it rules out. */
  readonly shifts: readonly number[]
}

type Phrase = Pick<Reason, 'text' | 'data'>

/** Says what rules a task out on empty shifts, in words and figures. */
export function phraseAlone(prepared: Prepared, job: string, finding: AloneFinding): Phrase {
  const { violation, cause, skills, tooLongS } = finding.obstacle
  const shifts = finding.shifts.length
  const total = prepared.problem.shifts.length
  const data = { shifts, of: total }
  const which =
    shifts === total
      ? total === 1
        ? 'the only shift'
        : `any of the ${total} shifts`
      : `${shifts} of ${total} shifts`
  if (cause === 'promised') {
    return { text: `The first stops of ${which} are promised already, and leave no room for it.`, data }
  }
  switch (violation.kind) {
    case 'missingSkill': {
      const word = skills.length === 1 ? 'the skill' : 'the skills'
      return {
        text: `Needs ${word} ${listed(skills)}, not available on ${which}.`,
        data: { ...data, skills },
      }
    }
    case 'overCapacity':
      return phraseLoad(prepared, job, finding, violation, { which, data })
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
      return phraseOverShift(cause, tooLongS ?? violation.byS, { which, data })
    case 'overDuration':
      return {
        text: `The round trip exceeds the longest duration allowed on ${which} by ${minutes(violation.byS)}.`,
        data: { ...data, limit: 'duration', overByS: violation.byS },
      }
    case 'overDistance':
      return {
        text: `The round trip exceeds the longest distance allowed on ${which} by ${metresInWords(violation.byM)}.`,
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
        text: phraseRule(prepared, job, violation, { which, skills }),
        data: { ...data, rule: violation.rule, by: violation.by },
      }
  }
}

/** What the task brings or takes, or what is there beside it, is more than the shifts can carry. */
function phraseLoad(
  prepared: Prepared,
  job: string,
  { obstacle: { cause }, shifts }: AloneFinding,
  { dimension, by }: Violation & { readonly kind: 'overCapacity' },
  { which, data }: { readonly which: string; readonly data: Reason['data'] },
): Phrase {
  const { dimensions } = prepared.problem
  const index = dimensions.indexOf(dimension)
  const source = sourceOf(prepared, job)
  const load = source?.load[index] ?? 0
  const largest = shifts.reduce(
    (most, shift) => Math.max(most, prepared.problem.shifts[shift]?.capacity[index] ?? 0),
    0,
  )
  const figures = { ...data, dimension, load, largestCapacity: largest }
  const capacity = `(largest capacity ${largest})`
  if (cause === 'onBoard') {
    return {
      text: `Beside what is on board or promised already it is ${by} ${dimension} too much for ${which} ${capacity}.`,
      data: { ...figures, overBy: by },
    }
  }
  if (cause === 'takes') {
    const takes = source !== undefined && 'takes' in source ? (source.takes?.[index] ?? 0) : 0
    return {
      text: `The ${takes} ${dimension} that it takes along are more than ${which} can carry ${capacity}.`,
      data: { ...figures, takes },
    }
  }
  return {
    text: `Its load of ${load} ${dimension} is more than ${which} can carry ${capacity}.`,
    data: figures,
  }
}

function phraseOverShift(
  cause: Cause | undefined,
  overByS: number,
  { which, data }: { readonly which: string; readonly data: Reason['data'] },
): Phrase {
  const late = `${minutes(overByS)} too late at best`
  const figures = { ...data, overByS }
  switch (cause) {
    case 'window':
      return {
        text: `Its time window leaves no time to serve it and return before the end of ${which}: ${late}.`,
        data: figures,
      }
    case 'release':
      return {
        text: `Its goods are at the depot too late to serve it and return before the end of ${which}: ${late}.`,
        data: figures,
      }
    case 'pin':
      return {
        text: `The time that it is bound to leaves no time to return before the end of ${which}: ${late}.`,
        data: figures,
      }
    default:
      return {
        text: `Getting there, serving and returning takes ${minutes(overByS)} longer than ${which} lasts.`,
        data: figures,
      }
  }
}
