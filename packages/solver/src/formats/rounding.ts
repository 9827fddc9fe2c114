/**
 * How the figures of a file become whole ones, named as PyVRP names them: to the nearest whole number, cut off
 * to tenths (DIMACS), or to the nearest thousandth. A cost counts in the same figures.
 */
export const ROUNDINGS = ['round', 'dimacs', 'exact'] as const
export type Rounding = (typeof ROUNDINGS)[number]

/** The rounding as a function. */
export function roundingOf(rounding: Rounding): (value: number) => number {
  switch (rounding) {
    case 'round':
      return Math.round
    case 'dimacs':
      return (value) => Math.trunc(10 * value)
    case 'exact':
      return (value) => Math.round(1000 * value)
  }
}
