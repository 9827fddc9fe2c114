import { openAddresses } from '../addresses/open-addresses.ts'
import { RoadsError } from '../errors.ts'
import { openRoadNetwork } from '../graph/road-network.ts'
import { findSegments } from '../live/find-segments.ts'
import { checkConditions } from '../live/road-change.ts'
import { roadStretches } from '../live/road-stretches.ts'
import { openMetric } from '../metric/metric.ts'
import { openSections } from '../sections.ts'
import type { SectionReader } from '../sections.ts'
import { openGrid } from '../snap/build-segment-grid.ts'
import { openBasemap } from '../tiles/open-basemap.ts'
import { addressesFile, basemapFile, networkFile, roadsFile } from './region-files.ts'
import { readRegionFolder } from './region-folder.ts'
import { RoadEngine } from './road-engine.ts'
import type { Region, RegionHandle } from './types.ts'

export interface OpenRegionOptions {
  /** Profiles to load; all that were built when absent. */
  readonly profiles?: readonly string[] | undefined
}

/**
 * Loads a region into shared memory. Throws `not_found` when there is none in the folder, `unknown_profile`,
 * `corrupt_region` or `unsupported_region`.
 */
export async function openRegion(dir: string, options: OpenRegionOptions = {}): Promise<Region> {
  const wanted = options.profiles?.map(roadsFile)
  const handle = await readRegionFolder(
    dir,
    (file) => !file.endsWith('.roads') || !wanted || wanted.includes(file),
  )
  for (const profile of options.profiles ?? []) requireProfile(handle, profile, handle.info.profiles)
  return openShared(handle)
}

/** A region over memory that `Region.share` gave, typically in another thread. Costs milliseconds and copies nothing. */
export function openShared(handle: RegionHandle): Region {
  const { info, files } = handle
  const shared = openRegionFile(handle, networkFile, 'network')
  const network = openRoadNetwork(shared)
  const grid = openGrid(shared)
  const engines = new Map<string, RoadEngine>()
  const engineFor = (profile = defaultProfile(handle)): RoadEngine => {
    const known = engines.get(profile)
    if (known) return known
    requireProfile(handle, profile)
    const engine = new RoadEngine(
      network,
      grid,
      openMetric(openRegionFile(handle, roadsFile(profile), 'roads')),
    )
    engines.set(profile, engine)
    return engine
  }
  engineFor()
  const addresses = openAddresses(openRegionFile(handle, addressesFile, 'addresses'))
  const basemap = openBasemap(openRegionFile(handle, basemapFile, 'basemap'))
  return {
    info,
    snap: (lon, lat, query = {}) => engineFor(query.profile).snap(lon, lat),
    nearest: (lon, lat, query = {}) => engineFor(query.profile).nearest(lon, lat, query),
    placeAt: (lon, lat, place, query = {}) => engineFor(query.profile).placeAt(lon, lat, place),
    isAnyRoad: (change) =>
      checkConditions({ changes: [change] }).changes.some((place) =>
        findSegments(network, place).some((bits) => bits !== 0),
      ),
    stretches: (places) => roadStretches(network, places),
    matrix: (points, query = {}) => engineFor(query.profile).matrix(points, query),
    matrixRows: (points, onRows, query = {}) => engineFor(query.profile).matrixRows(points, onRows, query),
    measure: (from, to, query = {}) => engineFor(query.profile).measure(from, to, query),
    route: (points, query = {}) => engineFor(query.profile).route(points, query),
    match: (trace, query = {}) => engineFor(query.profile).match(trace, query),
    isochrone: (point, query) => engineFor(query.profile).isochrone(point, query),
    search: (text, query) => addresses.search(text, query),
    reverse: (lon, lat) => addresses.reverse(lon, lat),
    tile: (z, x, y) => basemap.tile(z, x, y),
    share: () => ({ info, files }),
    [Symbol.dispose]: () => engines.clear(),
  }
}

function defaultProfile(handle: RegionHandle): string {
  return profilesIn(handle)[0] ?? ''
}

/** The profiles that were built and loaded. */
function profilesIn({ info, files }: RegionHandle): readonly string[] {
  return info.profiles.filter((profile) => files[roadsFile(profile)] !== undefined)
}

/** Throws `unknown_profile` unless the profile was built and, when `known` is absent, loaded. */
export function requireProfile(
  handle: RegionHandle,
  profile: string,
  known: readonly string[] = profilesIn(handle),
): void {
  if (known.includes(profile)) return
  throw new RoadsError(
    'unknown_profile',
    `The region ${handle.info.name} has no profile "${profile}". It has ${known.join(', ')}.`,
  )
}

/** A file of a region that is in memory. */
export function openRegionFile(handle: RegionHandle, file: string, kind: string): SectionReader {
  const buffer = handle.files[file]
  if (!buffer)
    throw new RoadsError('corrupt_region', `The region ${handle.info.name} lacks ${file}. Build it again.`)
  return openSections(kind, buffer, `${handle.info.name}/${file}`)
}
