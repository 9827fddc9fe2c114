import { precondition, type VehicleProfile } from '@cartage/domain'

/** Whose roads a vehicle drives on where its own profile was not built; a region's first profile comes last. */
const substitutes: Readonly<Record<VehicleProfile, readonly string[]>> = {
  car: ['car', 'van'],
  van: ['van', 'car'],
  truck: ['truck', 'van', 'car'],
  bike: ['bike'],
  walk: ['walk'],
}

/** The built profile that comes nearest to the vehicle's; PRECONDITION for people on foot where none was built for them. */
export function pickProfile(vehicle: VehicleProfile, built: readonly string[]): string {
  const nearest = substitutes[vehicle].find((profile) => built.includes(profile))
  if (nearest === undefined && vehicle === 'walk') {
    throw precondition(
      `Somebody goes on foot, but the region was built for ${built.join(', ')} only. ` +
        'Build it for walk as well, or give them another vehicle.',
      'PROFILE_NOT_BUILT',
    )
  }
  return nearest ?? built[0] ?? vehicle
}
