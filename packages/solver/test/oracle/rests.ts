import type { Shift, WorkRule } from '../../src/index.ts'

/** What a work rule has counted since the last rest, and whether the first part of a split one has been held. */
export interface Counter {
  readonly rule: WorkRule
  readonly sinceS: number
  readonly isHalfRested: boolean
}

export function newCounters(shift: Shift): Counter[] {
  return (shift.workRules ?? []).map((rule) => ({
    rule,
    sinceS: rule.sinceS ?? 0,
    isHalfRested: rule.isHalfRested ?? false,
  }))
}

/** The rest that a rule asks for now. */
function lengthOf({ rule, isHalfRested }: Counter): number {
  return rule.splitS !== undefined && isHalfRested ? rule.splitS[1] : rule.restS
}

/** One wait, break or rest, on its own. */
export function stand(counters: readonly Counter[], idleS: number): Counter[] {
  return counters.map((counter) => {
    const { rule } = counter
    if (idleS <= 0) return counter
    if (idleS >= rule.restS || idleS >= lengthOf(counter)) return { rule, sinceS: 0, isHalfRested: false }
    return { ...counter, isHalfRested: counter.isHalfRested || idleS >= (rule.splitS?.[0] ?? Infinity) }
  })
}

export function work(counters: readonly Counter[], workS: number): Counter[] {
  return counters.map((counter) =>
    counter.rule.measure === 'work' ? { ...counter, sinceS: counter.sinceS + workS } : counter,
  )
}

/** A leg with the rests that it makes necessary, in front of it or on the way. */
export interface Drive {
  readonly restS: number
  readonly drivingS: number
  /** When it begins, after the rest in front of it. */
  readonly leavesAt: number
  readonly counters: readonly Counter[]
}

/** Drives a leg to `workS` of work; undefined where no rest keeps a rule. */
export function drive(
  counters: readonly Counter[],
  legFrom: (departure: number) => number,
  departure: number,
  workS: number,
): Drive | undefined {
  const needOf = ({ rule }: Counter, drivingS: number) => drivingS + (rule.measure === 'work' ? workS : 0)
  let restS = 0
  let rested = counters
  let drivingS = legFrom(departure)
  const owed = counters.filter(
    (counter) => counter.sinceS > 0 && counter.sinceS + needOf(counter, drivingS) > counter.rule.afterS,
  )
  if (owed.length > 0) {
    // One rest serves all rules that ask for one.
    restS = Math.max(...owed.map(lengthOf))
    rested = stand(counters, restS)
    drivingS = legFrom(departure + restS)
  }
  const leavesAt = departure + restS
  const driven: Counter[] = []
  for (const counter of rested) {
    const { rule, sinceS } = counter
    const need = needOf(counter, drivingS)
    let left = sinceS + drivingS
    let isHalfRested = counter.isHalfRested
    if (sinceS + need > rule.afterS) {
      if (rule.measure === 'work') return undefined
      for (; left > rule.afterS; left -= rule.afterS) {
        restS += lengthOf({ ...counter, isHalfRested })
        isHalfRested = false
      }
    }
    driven.push({ rule, sinceS: left, isHalfRested })
  }
  return { restS, drivingS, leavesAt, counters: driven }
}
