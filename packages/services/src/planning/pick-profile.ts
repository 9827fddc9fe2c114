import type { VehicleProfile } from '@cartage/domain'

/** Whose roads a vehicle drives on where its own profile was not built; a region's first profile comes last. */
const substitutes: Readonly<Record<VehicleProfile, readonly string[]>> = {
  car: ['car', 'van'],
  van: ['van', 'car'],
  truck: ['truck', 'van', 'car'],
  bike: ['bike'],
}

/** The built profile that comes nearest to the vehicle's. */
export function pickProfile(vehicle: VehicleProfile, built: readonly string[]): string {
  return substitutes[vehicle].find((profile) => built.includes(profile)) ?? built[0] ?? vehicle
}
