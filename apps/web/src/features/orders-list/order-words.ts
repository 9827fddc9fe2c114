import type { MatchLevel, Order, OrderState } from '@cartage/domain'

/** The states in the words of the trade. */
export const stateWords: Readonly<Record<OrderState, string>> = {
  draft: 'Draft',
  unassigned: 'Unassigned',
  assigned: 'Assigned',
  active: 'Under way',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const vague: Partial<Record<MatchLevel, string>> = {
  street: 'The place is known to the street only.',
  place: 'The place is known to the town only.',
}

/** What a dispatcher should look at before relying on where the order is; null when the place is exact. */
export function placeDoubt(order: Pick<Order, 'place'>): string | null {
  return vague[order.place.level] ?? null
}

/** Priorities in words: critical from 100, high from 75; null for what is usual. */
export function priorityWord(priority: number): string | null {
  if (priority >= 100) return 'Critical'
  if (priority >= 75) return 'High'
  return priority <= 25 ? 'Low' : null
}
