import { vehicleProfiles } from '@cartage/domain'

const words: Readonly<Record<string, string>> = {
  car: 'Car',
  van: 'Van',
  truck: 'Truck',
  bike: 'Bike',
  walk: 'On foot',
}
const isKind = (profile: string): boolean => vehicleProfiles.some((kind) => kind === profile)

export interface ProfileOption {
  readonly value: string
  readonly label: string
}

/**
 * The profiles that a vehicle can have: those that the roads of its depot were built for, kinds that come with Cartage first, and the
 * one that it has. While nobody knows what was built, all kinds.
 */
export function profileOptions(
  built: readonly string[] | undefined,
  current: string,
): readonly ProfileOption[] {
  const known = built ?? vehicleProfiles
  const offered = [
    ...vehicleProfiles.filter((kind) => known.includes(kind)),
    ...known.filter((profile) => !isKind(profile)),
  ]
  const options = offered.map((profile) => ({ value: profile, label: words[profile] ?? profile }))
  if (offered.includes(current)) return options
  const label = words[current] ?? current
  return [...options, { value: current, label: built === undefined ? label : `${label} (not built)` }]
}

/** What a vehicle has until somebody says otherwise. */
export function usualProfile(built: readonly string[] | undefined): string {
  return built === undefined || built.includes('van')
    ? 'van'
    : (profileOptions(built, 'van')[0]?.value ?? 'van')
}

/** Why a vehicle with this profile cannot be planned; null where it can. */
export function profileProblem(built: readonly string[] | undefined, profile: string): string | null {
  if (built === undefined || isKind(profile) || built.includes(profile)) return null
  return (
    `The roads of its depot were not built for ${profile}: it cannot be planned. ` +
    'Choose another profile, or have the region built again with this one.'
  )
}
