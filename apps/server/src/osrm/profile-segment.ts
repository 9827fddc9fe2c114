import { regionName } from '@cartage/domain'
import type { Region } from '@cartage/roads'
import { OsrmError } from './osrm-error.ts'

/** The regions that may be asked. */
export interface RoadsSource {
  /** The region of that name; undefined when there is none to ask. */
  find(name: string): Promise<Region | undefined>
  names(): Promise<readonly string[]>
}

export interface NamedRoads {
  readonly region: Region
  readonly profile: string
}

/** What clients of OSRM call the profiles of their servers. */
const bareNames: Readonly<Record<string, string>> = {
  driving: 'car',
  cycling: 'bike',
  biking: 'bike',
  walking: 'walk',
  foot: 'walk',
}

/**
 * The roads that a profile segment names: `region-profile`, where the longest region that there is goes first; a region alone, for
 * its first profile; or a profile alone, such as `driving` or `car`, of the default region. Throws `InvalidValue` saying what
 * there is.
 */
export async function findRoads(
  source: RoadsSource,
  segment: string,
  defaultRegion: string | undefined,
): Promise<NamedRoads> {
  let missed: OsrmError | undefined
  for (let end = segment.length; end > 0; end = segment.lastIndexOf('-', end - 1)) {
    const name = segment.slice(0, end)
    // No other name is looked up on disk.
    const region = regionName.safeParse(name).success ? await source.find(name) : undefined
    if (!region) continue
    const profile = end === segment.length ? region.info.profiles[0] : segment.slice(end + 1)
    if (profile !== undefined && region.info.profiles.includes(profile)) return { region, profile }
    missed ??= noProfile(region, profile)
  }
  if (missed) throw missed
  return findBare(source, segment, defaultRegion)
}

async function findBare(
  source: RoadsSource,
  segment: string,
  defaultRegion: string | undefined,
): Promise<NamedRoads> {
  const names = await source.names()
  const name = defaultRegion ?? (names.length === 1 ? names[0] : undefined)
  const region = name === undefined ? undefined : await source.find(name)
  if (!region) {
    const there = names.length === 0 ? 'there is none yet' : `there are ${names.slice(0, 20).join(', ')}`
    throw new OsrmError(
      'InvalidValue',
      `No roads are called ${segment}. Name a region and its profile, such as porto-car: ${there}.`,
    )
  }
  const { profiles } = region.info
  const wanted = bareNames[segment] ?? segment
  // A region of one kind of car serves whoever asks for a car.
  const profile = profiles.includes(wanted) ? wanted : wanted === 'car' ? profiles[0] : undefined
  if (profile !== undefined) return { region, profile }
  throw noProfile(region, segment)
}

function noProfile({ info }: Region, profile = ''): OsrmError {
  return new OsrmError(
    'InvalidValue',
    `The region ${info.name} has no profile ${profile}: it has ${info.profiles.join(', ')}.`,
  )
}
