import type { Load } from '@cartage/domain'

/** The greatest capacity of any vehicle in each dimension. */
export function fleetCapacity(vehicles: Iterable<{ readonly capacity: Load }>): Load {
  const largest = new Map<string, number>()
  for (const { capacity } of vehicles) {
    for (const [dimension, amount] of Object.entries(capacity)) {
      largest.set(dimension, Math.max(amount, largest.get(dimension) ?? 0))
    }
  }
  return Object.fromEntries(largest)
}
