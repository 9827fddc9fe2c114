/** Best cost over time, as the solver reports it. */
export type CostTrace = readonly (readonly [seconds: number, cost: number])[]

export interface ChartScale {
  readonly toS: number
  readonly fromCost: number
  readonly toCost: number
  readonly costTicks: readonly number[]
  readonly timeTicks: readonly number[]
}

/**
 * The axes of a cost chart. Improvements are small beside the whole cost, so the cost axis begins near the best one;
 * the chart says so when it does not begin at zero.
 */
export function chartScale(trace: CostTrace, limitS: number): ChartScale {
  const costs = trace.map(([, cost]) => cost)
  const best = Math.min(...costs)
  const worst = Math.max(...costs)
  const step = niceStep(Math.max(worst - best, worst * 0.02, 1) / 2)
  const fromCost = Math.max(0, Math.floor(best / step) * step)
  const toCost = Math.max(Math.ceil(worst / step) * step, fromCost + step)
  const toS = Math.max(limitS, trace.at(-1)?.[0] ?? 0, 1)
  return {
    toS,
    fromCost,
    toCost,
    costTicks: range(fromCost, toCost, step),
    timeTicks: range(0, toS, niceStep(toS / 4)),
  }
}

/** An SVG path that holds each cost until the next better one is found. */
export function stepPath(
  trace: CostTrace,
  x: (seconds: number) => number,
  y: (cost: number) => number,
): string {
  const [first, ...rest] = trace
  if (!first) return ''
  const steps = rest.map(([seconds, cost]) => `H${x(seconds).toFixed(1)}V${y(cost).toFixed(1)}`)
  return `M${x(first[0]).toFixed(1)} ${y(first[1]).toFixed(1)}${steps.join('')}`
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `size`. */
function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  return (([1, 2, 5] as const).find((factor) => factor * power >= size) ?? 10) * power
}

function range(from: number, to: number, step: number): number[] {
  const count = Math.floor((to - from) / step + 1e-9)
  return Array.from({ length: count + 1 }, (_, index) => from + index * step)
}
