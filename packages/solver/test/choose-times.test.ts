import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseTimes } from '../src/formats/choose-times.ts'
import type { OrderedStep } from '../src/formats/choose-times.ts'

const HORIZON = 14

const aStep = fc.record({
  isBreak: fc.boolean(),
  drivingS: fc.nat(3),
  workS: fc.nat(2),
  windows: fc.array(
    fc.tuple(fc.nat(HORIZON), fc.nat(4)).map(([from, length]) => [from, from + length] as const),
    { maxLength: 2 },
  ),
  fromS: fc.oneof({ weight: 4, arbitrary: fc.constant(-Infinity) }, { weight: 1, arbitrary: fc.nat(8) }),
  toS: fc.oneof({ weight: 4, arbitrary: fc.constant(Infinity) }, { weight: 1, arbitrary: fc.nat(HORIZON) }),
})

const aRoute = fc.array(aStep, { minLength: 2, maxLength: 5 }).map((steps): OrderedStep[] =>
  steps.map((step, index) => ({
    ...step,
    isBreak: step.isBreak && index > 0 && index < steps.length - 1,
    ...(index === 0 ? { drivingS: 0, fromS: 0 } : {}),
  })),
)

/** Driving still to do before each step, when it goes on as early as it can; undefined when it does not fit. */
function isPossible(steps: readonly OrderedStep[], times: readonly number[]): boolean {
  const drivingTo = (index: number) => steps.slice(index).find((step) => !step.isBreak)?.drivingS ?? 0
  let left = drivingTo(1)
  return steps.every((step, index) => {
    const time = times[index] ?? 0
    if (time < step.fromS || time > step.toS) return false
    if (index === 0) return true
    const free = time - (times[index - 1] ?? 0) - (steps[index - 1]?.workS ?? 0)
    if (free < 0) return false
    left = Math.max(0, left - free)
    if (step.isBreak) return true
    if (left > 0) return false
    left = drivingTo(index + 1)
    return true
  })
}

function costOf(steps: readonly OrderedStep[], times: readonly number[]): [number, number] {
  const outside = steps.reduce((sum, { windows }, index) => {
    const time = times[index] ?? 0
    const ways = windows.map(([from, to]) => Math.max(from - time, time - to, 0))
    return sum + (ways.length === 0 ? 0 : Math.min(...ways))
  }, 0)
  return [outside, (times.at(-1) ?? 0) - (times[0] ?? 0)]
}

/** The least cost over all whole times up to a horizon. */
function tryAll(steps: readonly OrderedStep[], longest: number): [number, number] | undefined {
  let best: [number, number] | undefined
  const times: number[] = []
  const go = (index: number, from: number) => {
    if (index === steps.length) {
      if (!isPossible(steps, times)) return
      const cost = costOf(steps, times)
      if (best === undefined || cost[0] < best[0] || (cost[0] === best[0] && cost[1] < best[1])) best = cost
      return
    }
    for (let time = from; time <= longest; time++) {
      times[index] = time
      go(index + 1, time + (steps[index]?.workS ?? 0))
    }
  }
  go(0, 0)
  return best
}

describe('the times of a route whose order is given', () => {
  it('are the best of all times there are', () => {
    fc.assert(
      fc.property(aRoute, (steps) => {
        const times = chooseTimes(steps)
        const best = tryAll(steps, 26)

        expect(times === undefined ? undefined : costOf(steps, times)).toEqual(best)
        expect(times === undefined || isPossible(steps, times)).toBe(true)
      }),
      { numRuns: 150, seed: 7 },
    )
  })

  it('start a task early where that costs less than being late at several', () => {
    const task = (from: number, to: number) => ({
      isBreak: false,
      drivingS: 10,
      workS: 0,
      windows: [[from, to] as const],
      fromS: -Infinity,
      toS: Infinity,
    })
    const start = { ...task(0, 0), drivingS: 0, windows: [], fromS: 0 }

    expect(
      chooseTimes([start, task(100, 200), task(0, 50), task(0, 60), { ...start, drivingS: 10 }]),
    ).toEqual([30, 40, 50, 60, 70])
  })

  it('drive before and after a break', () => {
    const end = { isBreak: false, drivingS: 60, workS: 0, windows: [], fromS: -Infinity, toS: Infinity }
    const pause = { ...end, isBreak: true, workS: 15, windows: [[130, 130] as const] }

    expect(chooseTimes([{ ...end, drivingS: 0, fromS: 100 }, pause, end])).toEqual([100, 130, 175])
  })
})
