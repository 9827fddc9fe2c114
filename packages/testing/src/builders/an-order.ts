import { DEFAULT_PRIORITY, DEFAULT_SERVICE_S, type Order } from '@cartage/domain'
import { A_DAY } from './a-day.ts'
import { anId } from './ids.ts'

let orders = 0

/** One parcel to deliver at any time of the day; each has a reference of its own. */
export const anOrder = (parts: Partial<Order> = {}): Order => ({
  id: anId(),
  depotId: anId(),
  reference: `ORDER-${++orders}`,
  kind: 'delivery',
  date: A_DAY,
  place: { address: 'Avenyn 1', lon: 11.9746, lat: 57.7002, level: 'given', confidence: 1 },
  windows: [],
  serviceS: DEFAULT_SERVICE_S,
  load: { parcels: 1 },
  skills: [],
  priority: DEFAULT_PRIORITY,
  contact: {},
  notes: '',
  custom: {},
  state: 'unassigned',
  version: 1,
  createdAt: '2026-04-01T08:00:00.000Z',
  updatedAt: '2026-04-01T08:00:00.000Z',
  ...parts,
})
