/**
 * Compares two plans of the same problem and objective by their ranks (`SolveResult.rank`): negative when the
 * first is better.
 */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let level = 0; level < a.length; level++) {
    const difference = (a[level] ?? 0) - (b[level] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
