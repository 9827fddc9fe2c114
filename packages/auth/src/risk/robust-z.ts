/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const TO_DEVIATION = 1.4826
/** People who always do the same have no spread; half as much again is nothing unusual yet. */
const LEAST_DEVIATION = Math.log(1.5)

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const upper = sorted[Math.floor(half)] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}

/**
 * How unusual a count is among others, in deviations, on a logarithmic scale: counts of work are skewed, and one huge one must not hide
 * the next. Median and median absolute deviation after Iglewicz and Hoaglin, "How to detect and handle outliers" (1993).
 */
export function robustZ(count: number, others: readonly number[]): number {
  const logs = others.map((other) => Math.log1p(other))
  const middle = median(logs)
  const deviation = TO_DEVIATION * median(logs.map((value) => Math.abs(value - middle)))
  return (Math.log1p(count) - middle) / Math.max(LEAST_DEVIATION, deviation)
}
