import { evaluateRoute } from '../evaluate/evaluate-route.ts'
import type { RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import type { Reason, ReasonCode, Violation } from '../model/solution.ts'
import { countFullShifts } from './no-room.ts'
import type { Trials } from './no-room.ts'

export interface ExplainOptions {
  /** Stops evaluated at most to see what is in the way beside other work; 200,000 when absent. */
  readonly mostTrials?: number
}

/**
 * Why tasks were left out, each reason checked by trying: first alone on an empty vehicle of every shift type,
 * then beside what is planned. Several reasons together cover all shifts; `data.shifts` says how many each does.
 */
export function explainUnassigned(
  prepared: Prepared,
  routes: readonly RouteSequence[],
  jobs: readonly string[],
  { mostTrials = MOST_TRIALS }: ExplainOptions = {},
): Map<string, Reason[]> {
  const byShift = new Map(routes.map((route) => [route.shift, route.jobs]))
  const trials = { left: mostTrials }
  return new Map(jobs.map((job) => [job, explain(prepared, byShift, job, trials)]))
}

/** A fraction of a second. */
const MOST_TRIALS = 200_000

type Routes = ReadonlyMap<string, readonly string[]>

function explain(prepared: Prepared, routes: Routes, job: string, trials: Trials): Reason[] {
  const total = prepared.problem.shifts.length
  if (total === 0)
    return [{ code: 'NO_VEHICLE', text: 'There is no shift to serve it.', data: { shifts: 0 } }]
  const blocked = new Map<ReasonCode, { violation: Violation; shifts: number; skills: Set<string> }>()
  const able: number[] = []
  prepared.types.forEach((type, typeIndex) => {
    const violations = tryAlone(prepared, type.shifts[0] ?? 0, job)
    const first = mostTelling(violations)
    if (first === undefined) {
      able.push(typeIndex)
      return
    }
    const code = CODES[first.kind]
    const known = blocked.get(code) ?? { violation: first, shifts: 0, skills: new Set<string>() }
    known.shifts += type.shifts.length
    if (size(first) < size(known.violation)) known.violation = first
    for (const violation of violations)
      if (violation.kind === 'missingSkill') known.skills.add(violation.skill)
    blocked.set(code, known)
  })
  const reasons = [...blocked].map(([code, { violation, shifts, skills }]) =>
    phrase(prepared, job, code, { violation, shifts, total, skills: [...skills] }),
  )
  if (able.length > 0) reasons.unshift(noRoom(prepared, routes, job, able, trials))
  return reasons
}

function tryAlone(prepared: Prepared, shift: number, job: string): readonly Violation[] {
  const task = prepared.taskById.get(job) ?? 0
  const pair = prepared.nodePair[prepared.taskNode[task] ?? 0] ?? -1
  return evaluateRoute(prepared, shift, pair >= 0 ? [job, job] : [job]).violations
}

const CODES: Readonly<Record<Violation['kind'], ReasonCode>> = {
  missingSkill: 'SKILL_MISSING',
  overCapacity: 'OVER_CAPACITY',
  noWay: 'NO_WAY',
  late: 'WINDOW_OUTSIDE_SHIFT',
  overShift: 'SHIFT_TOO_SHORT',
  overDuration: 'SHIFT_TOO_SHORT',
  overDistance: 'SHIFT_TOO_SHORT',
  tooManyStops: 'SHIFT_TOO_SHORT',
  breakMissed: 'SHIFT_TOO_SHORT',
  pairBroken: 'NO_ROOM',
  servedTwice: 'NO_ROOM',
}

const TELLING: readonly Violation['kind'][] = [
  'missingSkill',
  'overCapacity',
  'noWay',
  'late',
  'overShift',
  'overDuration',
  'overDistance',
  'tooManyStops',
  'breakMissed',
]

function mostTelling(violations: readonly Violation[]): Violation | undefined {
  return violations.toSorted((a, b) => TELLING.indexOf(a.kind) - TELLING.indexOf(b.kind))[0]
}

/** The violation's figure, whatever its unit: how far the shift is from serving the job. */
function size(violation: Violation): number {
  if ('byS' in violation) return violation.byS
  if ('byM' in violation) return violation.byM
  return 'by' in violation ? violation.by : 0
}

interface Finding {
  readonly violation: Violation
  readonly shifts: number
  readonly total: number
  readonly skills: readonly string[]
}

function phrase(prepared: Prepared, job: string, code: ReasonCode, finding: Finding): Reason {
  const { violation, shifts, total } = finding
  const data = { shifts, of: total }
  const which =
    shifts === total
      ? total === 1
        ? 'the only shift'
        : `any of the ${total} shifts`
      : `${shifts} of ${total} shifts`
  switch (violation.kind) {
    case 'missingSkill': {
      const names = finding.skills.map((skill) => `"${skill}"`).join(', ')
      const word = finding.skills.length === 1 ? 'the skill' : 'the skills'
      return {
        code,
        text: `Needs ${word} ${names}, not available on ${which}.`,
        data: { ...data, skills: finding.skills },
      }
    }
    case 'overCapacity': {
      const capacity = largestCapacity(prepared, violation.dimension)
      const load = loadOf(prepared, job, violation.dimension)
      return {
        code,
        text: `Its load of ${load} ${violation.dimension} is more than ${which} can carry (largest capacity ${capacity}).`,
        data: { ...data, dimension: violation.dimension, load, largestCapacity: capacity },
      }
    }
    case 'noWay':
      return {
        code,
        text: `There is no way for ${which} to get there and back on the roads.`,
        data: { ...data, fromLocation: violation.fromLocation, toLocation: violation.toLocation },
      }
    case 'late':
      return {
        code,
        text: `Cannot be reached within its time window on ${which}: ${minutes(violation.byS)} too late at best.`,
        data: { ...data, lateByS: violation.byS },
      }
    case 'overShift':
      return {
        code,
        text: `Getting there, serving and returning takes ${minutes(violation.byS)} longer than ${which} lasts.`,
        data: { ...data, overByS: violation.byS },
      }
    case 'overDuration':
      return {
        code,
        text: `The round trip exceeds the longest duration allowed on ${which} by ${minutes(violation.byS)}.`,
        data: { ...data, limit: 'duration', overByS: violation.byS },
      }
    case 'overDistance':
      return {
        code,
        text: `The round trip exceeds the longest distance allowed on ${which} by ${Math.ceil(violation.byM / 1000)} km.`,
        data: { ...data, limit: 'distance', overByM: violation.byM },
      }
    case 'tooManyStops':
      return { code, text: `No further stop is allowed on ${which}.`, data: { ...data, limit: 'stops' } }
    case 'breakMissed':
      return {
        code,
        text: `The visit leaves no room for a break that is owed on ${which}.`,
        data: { ...data, limit: 'break' },
      }
    case 'pairBroken':
    case 'servedTwice':
      return { code, text: 'The plan already serves a part of it.', data }
  }
}

function noRoom(
  prepared: Prepared,
  routes: Routes,
  job: string,
  able: readonly number[],
  trials: Trials,
): Reason {
  const counts = countFullShifts(prepared, routes, job, able, trials)
  const parts: string[] = []
  for (const [dimension, count] of counts.full) parts.push(`${plural(count, 'shift')} full (${dimension})`)
  if (counts.time > 0) parts.push(`${plural(counts.time, 'shift')} without enough time`)
  if (counts.stops > 0) parts.push(`${plural(counts.stops, 'shift')} at the largest number of stops`)
  if (counts.distance > 0) parts.push(`${plural(counts.distance, 'shift')} at the longest distance`)
  const rest = counts.free > 0 ? `${plural(counts.free, 'shift')} could still take it: plan longer` : ''
  if (rest !== '') parts.push(rest)
  const count = able.reduce((sum, type) => sum + (prepared.types[type]?.shifts.length ?? 0), 0)
  return {
    code: 'NO_ROOM',
    text: `Fits an empty vehicle, but not beside what is planned${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`,
    data: {
      shifts: count,
      of: prepared.problem.shifts.length,
      time: counts.time,
      stops: counts.stops,
      distance: counts.distance,
      free: counts.free,
      capacity: [...counts.full.values()].reduce((sum, full) => sum + full, 0),
      dimensions: [...counts.full.keys()],
    },
  }
}

function largestCapacity(prepared: Prepared, dimension: string): number {
  const index = prepared.problem.dimensions.indexOf(dimension)
  return prepared.problem.shifts.reduce((most, shift) => Math.max(most, shift.capacity[index] ?? 0), 0)
}

function loadOf(prepared: Prepared, job: string, dimension: string): number {
  const { jobs, shipments, dimensions } = prepared.problem
  const task = prepared.taskById.get(job) ?? 0
  const source = jobs[task] ?? shipments?.[task - jobs.length]
  return source?.load[dimensions.indexOf(dimension)] ?? 0
}

function minutes(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}

function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`
}
