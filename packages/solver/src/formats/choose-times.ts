import type { Window } from '../model/problem.ts'

/** A step of a route whose order is given: its start (first), a task, a break, or its end (last). */
export interface OrderedStep {
  readonly isBreak: boolean
  /** Driving from the start or task before, which goes on before, between and after the breaks on the way. */
  readonly drivingS: number
  /** From its beginning to when driving may go on. */
  readonly workS: number
  /** It should begin inside one of these; empty: any time. */
  readonly windows: readonly Window[]
  /** It begins no earlier (finite for the start) and no later. */
  readonly fromS: number
  readonly toS: number
}

/** A start, task or end, and the breaks between it and the one before. */
interface Anchor {
  readonly step: number
  readonly drivingS: number
  readonly breaks: readonly number[]
}

/**
 * Begins the steps of a route so that the seconds outside windows add up to the least; then it takes as little
 * time as possible; then everything is as early as possible. Undefined when the bounds cannot be kept.
 *
 * Less the driving and work before it, the time of each task is at least that of the task before. Constraints are
 * differences and costs linear in pieces, so in some optimum every such time equals the end of a window or a
 * bound: a dynamic programme from the last step over these candidates. Breaks on the way come after the task
 * before, and before the task behind with all of the driving, as it may go on before and after them.
 * O(tasks * candidates), and O(candidates^2) for each way with breaks.
 */
export function chooseTimes(steps: readonly OrderedStep[]): number[] | undefined {
  const { anchors, offset } = layOut(steps)
  const times = findCandidates(steps, anchors, offset)
  const weight = (times.at(-1) ?? 0) - (times[0] ?? 0) + 1
  const costOf = (step: number, time: number) =>
    weight * secondsOutside(steps[step], time + (offset[step] ?? 0))
  /** By anchor and candidate: the least cost from the anchor on, beginning it then, or then or later. */
  const begun: Float64Array[] = []
  const since: Float64Array[] = []
  const ways = anchors.map((anchor, index) =>
    anchor.breaks.length === 0 ? undefined : new Way(anchor, times, costOf, () => since[index]),
  )
  for (let index = anchors.length - 1; index >= 0; index--) {
    const step = anchors[index]?.step ?? 0
    const way = ways[index + 1]
    begun[index] = times.map((time, at) => {
      const here = costOf(step, time)
      if (here === Infinity) return Infinity
      // The route's duration is the last time less the first.
      if (index === anchors.length - 1) return here + time
      const rest = way === undefined ? (since[index + 1]?.[at] ?? Infinity) : way.cost(at)
      return here + rest - (index === 0 ? time : 0)
    })
    since[index] = smallestSince(begun[index] ?? times)
  }
  if ((since[0]?.[0] ?? Infinity) === Infinity) return undefined
  const chosen: number[] = []
  let at = 0
  anchors.forEach(({ step }, index) => {
    const trace = ways[index]?.trace(at) ?? { breaks: [], at }
    for (const time of trace.breaks) chosen.push(time + (offset[chosen.length] ?? 0))
    at = begun[index]?.indexOf(since[index]?.[trace.at] ?? 0, trace.at) ?? 0
    chosen.push((times[at] ?? 0) + (offset[step] ?? 0))
  })
  return chosen
}

/** The way to an anchor, with breaks on it. */
class Way {
  private readonly breaks: readonly number[]
  private readonly times: Float64Array
  /** Candidates of the breaks: those of the tasks, and with the driving. */
  private readonly breakTimes: Float64Array
  /** For each of them the first candidate of the anchor that leaves time to drive. */
  private readonly arriving: Int32Array
  private readonly costOf: (step: number, time: number) => number
  private readonly since: () => Float64Array | undefined

  constructor(
    anchor: Anchor,
    times: Float64Array,
    costOf: (step: number, time: number) => number,
    since: () => Float64Array | undefined,
  ) {
    this.breaks = anchor.breaks
    this.times = times
    this.breakTimes = sorted([...times, ...times.map((time) => time + anchor.drivingS)])
    this.arriving = Int32Array.from(this.breakTimes, (time) => firstFrom(times, time - anchor.drivingS))
    this.costOf = costOf
    this.since = since
  }

  /** The least cost behind a task that begins at a candidate. */
  cost(at: number): number {
    return this.stages(at)[0]?.since[firstFrom(this.breakTimes, this.times[at] ?? 0)] ?? Infinity
  }

  /** The breaks' times in that optimum, and the first candidate at which the anchor may begin. */
  trace(from: number): { readonly breaks: readonly number[]; readonly at: number } {
    let place = firstFrom(this.breakTimes, this.times[from] ?? 0)
    const breaks = this.stages(from).map(({ here, since }) => {
      place = here.indexOf(since[place] ?? 0, place)
      return this.breakTimes[place] ?? 0
    })
    return { breaks, at: Math.max(from, this.arriving[place] ?? 0) }
  }

  /** From the last break to the first, the cost of it and all behind, at and since each candidate. */
  private stages(from: number): { readonly here: Float64Array; readonly since: Float64Array }[] {
    const behind = this.since()
    let rest: Float64Array = Float64Array.from(
      this.arriving,
      (at) => behind?.[Math.max(from, at)] ?? Infinity,
    )
    return this.breaks
      .toReversed()
      .map((step) => {
        const here = this.breakTimes.map((time, place) => this.costOf(step, time) + (rest[place] ?? Infinity))
        rest = smallestSince(here)
        return { here, since: rest }
      })
      .toReversed()
  }
}

function layOut(steps: readonly OrderedStep[]): { anchors: Anchor[]; offset: number[] } {
  const anchors: Anchor[] = []
  const offset: number[] = []
  let breaks: number[] = []
  let soFar = 0
  steps.forEach((step, index) => {
    if (step.isBreak) breaks.push(index)
    else {
      anchors.push({ step: index, drivingS: step.drivingS, breaks })
      breaks = []
      soFar += step.drivingS
    }
    offset.push(soFar)
    soFar += step.workS
  })
  return { anchors, offset }
}

function findCandidates(
  steps: readonly OrderedStep[],
  anchors: readonly Anchor[],
  offset: readonly number[],
): Float64Array {
  const endsOf = (index: number) => {
    const { windows = [], fromS = 0, toS = 0 } = steps[index] ?? {}
    return [...windows.flat(), fromS, toS].filter(Number.isFinite).map((time) => time - (offset[index] ?? 0))
  }
  return sorted(
    anchors.flatMap(({ step, drivingS, breaks }) => [
      ...endsOf(step),
      ...breaks.flatMap(endsOf).flatMap((time) => [time, time - drivingS]),
    ]),
  )
}

/** Seconds to the nearest window; Infinity beyond the bounds. */
function secondsOutside(step: OrderedStep | undefined, time: number): number {
  if (step === undefined || time < step.fromS || time > step.toS) return Infinity
  if (step.windows.length === 0) return 0
  return step.windows.reduce(
    (least, [from, to]) => Math.min(least, Math.max(from - time, time - to, 0)),
    Infinity,
  )
}

function smallestSince(values: Float64Array): Float64Array {
  const since = values.slice()
  for (let i = since.length - 2; i >= 0; i--) since[i] = Math.min(since[i] ?? 0, since[i + 1] ?? 0)
  return since
}

/** The index of the first value from a figure on, in ascending values. */
function firstFrom(values: Float64Array, figure: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) < figure) low = middle + 1
    else high = middle
  }
  return low
}

function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(new Set(values)).sort()
}
