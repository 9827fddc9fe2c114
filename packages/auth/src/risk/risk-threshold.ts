/** Above this score a sign-in is unusual, until there is enough to judge by: it is likelier somebody else's. */
export const USUAL_THRESHOLD = 0
/**
 * Neither a quiet month nor a flood of odd sign-ins moves the threshold further. Up to the higher one 99 of 100 naive attackers and of those
 * from the same country are above it, on the simulator's training seeds (`pnpm bench sign-in-risk -- tune`).
 */
const [LOWEST, HIGHEST] = [-2, 2] as const
/** The share of sign-ins that are asked for a second proof. */
export const TARGET_RATE = 0.01
/** So many scores tell a share of one in a hundred to half of itself or so. */
const ENOUGH = 500

/**
 * The score above which the share of an installation's own sign-ins that is to be asked lies, within bounds: attackers, who know the bounds,
 * cannot push it out of them.
 */
export function riskThreshold(scores: readonly number[], targetRate = TARGET_RATE): number {
  if (scores.length < ENOUGH) return USUAL_THRESHOLD
  const sorted = scores.toSorted((a, b) => a - b)
  const at = Math.min(sorted.length - 1, Math.ceil((1 - targetRate) * sorted.length))
  return Math.min(HIGHEST, Math.max(LOWEST, sorted[at] ?? USUAL_THRESHOLD))
}
