import { CartageError, type DepotId } from '@cartage/domain'

/** Throws FORBIDDEN when somebody who is limited to depots would let a program reach others. Null is all of them. */
export function requireWithinDepots(held: readonly DepotId[] | null, given: readonly DepotId[] | null): void {
  if (held === null || given?.every((id) => held.includes(id)) === true) return
  throw new CartageError('FORBIDDEN', 'You are limited to some depots, and cannot give access to others.', {
    reason: 'DEPOTS',
  })
}
