import type { CheckContext } from '../src/order-file/check-context.ts'

/** A context for checks of rows: a region of about 20 km around Porto in which every address is found. */
export function aContext(changes: Partial<CheckContext> = {}): CheckContext {
  return {
    depot: { lon: -8.6443, lat: 41.1745, zone: 'Europe/Lisbon' },
    date: '2026-04-07',
    capacity: { parcels: 80, weight_kg: 600 },
    bounds: { west: -8.75, south: 41.05, east: -8.5, north: 41.3 },
    existing: () => undefined,
    search: (text) => [{ lon: -8.61, lat: 41.15, label: text, level: 'street', confidence: 0.98 }],
    roadDistanceM: () => 5,
    ...changes,
  }
}
