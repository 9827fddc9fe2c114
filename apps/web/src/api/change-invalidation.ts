import type { ChangeEvent } from '@cartage/domain'

/** The parts of the cache that a change makes old, as the first words of their keys. */
export type StalePart =
  | 'orders'
  | 'imports'
  | 'plans.current'
  | 'plans'
  | 'regions'
  | 'closures'
  | 'roads'
  | 'traffic'
  | 'depots'
  | 'vehicles'
  | 'drivers'
  | 'shifts'

const parts: Readonly<Record<ChangeEvent['kind'], readonly StalePart[]>> = {
  'order.changed': ['orders', 'plans.current'],
  'fleet.changed': ['depots', 'vehicles', 'drivers', 'shifts', 'plans.current'],
  'import.changed': ['imports'],
  // A finished plan moves orders between unassigned and assigned.
  'plan.changed': ['plans', 'orders'],
  'plan.progress': ['plans.current'],
  // Another build may have other roads where something is closed.
  'region.changed': ['regions', 'closures'],
  // A plan of a day on which something is closed is made from old roads.
  'closure.changed': ['closures', 'roads', 'plans'],
  'traffic.changed': ['traffic', 'roads', 'plans'],
}

/** What a bundle of changes makes old, each part once. */
export function stalePartsOf(kinds: Iterable<ChangeEvent['kind']>): ReadonlySet<StalePart> {
  return new Set([...kinds].flatMap((kind) => parts[kind]))
}
