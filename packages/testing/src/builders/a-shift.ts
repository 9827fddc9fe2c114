import type { Shift } from '@cartage/domain'
import { A_DAY } from './a-day.ts'
import { anId } from './ids.ts'

/** From eight to half past four, without a break. */
export const aShift = (parts: Partial<Shift> = {}): Shift => ({
  id: anId(),
  depotId: anId(),
  vehicleId: anId(),
  driverId: null,
  date: A_DAY,
  start: '08:00',
  end: '16:30',
  breaks: [],
  version: 1,
  ...parts,
})
