import type { Reason } from '@cartage/domain'
import type { Reason as SolverReason } from '@cartage/solver'

/** The reasons of an order without a stop, never none: one that the search did not get to fit says so. */
export function explainUnassigned(reasons: readonly SolverReason[]): readonly Reason[] {
  if (reasons.length > 0) return reasons.map(({ code, text }) => ({ code, text }))
  return [
    {
      code: 'NO_ROOM',
      text: 'The search has not found room for it so far. Plan longer, or add a shift.',
    },
  ]
}
