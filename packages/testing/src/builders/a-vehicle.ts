import type { Vehicle } from '@cartage/domain'
import { anId } from './ids.ts'

/** A van for 80 parcels. */
export const aVehicle = (parts: Partial<Vehicle> = {}): Vehicle => ({
  id: anId(),
  depotId: anId(),
  name: 'Van 1',
  profile: 'van',
  capacity: { parcels: 80 },
  skills: [],
  costs: { fixed: 40, perHour: 22, perKm: 0.4 },
  version: 1,
  ...parts,
})
