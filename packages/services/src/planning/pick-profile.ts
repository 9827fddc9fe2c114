import { precondition, vehicleProfiles, type VehicleProfile } from '@cartage/domain'

/** Whose roads a kind of vehicle drives on where its own profile was not built; a region's first profile comes last. */
const substitutes: Readonly<Record<VehicleProfile, readonly string[]>> = {
  car: ['car', 'van'],
  van: ['van', 'car'],
  truck: ['truck', 'van', 'car'],
  bike: ['bike'],
  walk: ['walk'],
}

const isKind = (profile: string): profile is VehicleProfile =>
  vehicleProfiles.some((kind) => kind === profile)

/** Why a profile that somebody wrote is none for a region built for these; undefined for kinds that come with Cartage. */
export function missingProfile(profile: string, built: readonly string[]): string | undefined {
  if (isKind(profile) || built.includes(profile)) return undefined
  return (
    `The region was built for ${built.join(', ')} and not for the profile ${profile}. ` +
    'Build it again with that profile, or give the vehicle another one.'
  )
}

/** The built profile that comes nearest to the vehicle's; PRECONDITION where none may stand in for it. */
export function pickProfile(profile: string, built: readonly string[]): string {
  const missing = missingProfile(profile, built)
  if (missing !== undefined) throw precondition(missing, 'PROFILE_NOT_BUILT')
  const nearest = isKind(profile) ? substitutes[profile].find((name) => built.includes(name)) : profile
  if (nearest === undefined && profile === 'walk') {
    throw precondition(
      `Somebody goes on foot, but the region was built for ${built.join(', ')} only. ` +
        'Build it for walk as well, or give them another vehicle.',
      'PROFILE_NOT_BUILT',
    )
  }
  return nearest ?? built[0] ?? profile
}
