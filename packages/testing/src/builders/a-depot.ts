import type { Depot } from '@cartage/domain'
import { anId } from './ids.ts'

/** Depot North, in Gothenburg on the demo region. */
export const aDepot = (parts: Partial<Depot> = {}): Depot => ({
  id: anId(),
  name: 'Depot North',
  address: 'Hisingsgatan 30',
  lon: 11.9525,
  lat: 57.7215,
  zone: 'Europe/Stockholm',
  region: 'gothenburg',
  version: 1,
  ...parts,
})
