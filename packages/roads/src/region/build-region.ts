import { basename } from 'node:path'
import { buildAddresses } from '../addresses/build-addresses.ts'
import { readGazetteer } from '../addresses/gazetteer.ts'
import { RoadsError } from '../errors.ts'
import { readOsm } from '../osm/read-osm.ts'
import type { BuildProgress } from '../osm/read-osm.ts'
import { roadNetworkSections } from '../graph/road-network.ts'
import { metricSections } from '../metric/metric.ts'
import { gridSections } from '../snap/build-segment-grid.ts'
import type { RoadCounts } from '../graph/count-roads.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { Profile } from '../profiles/profile.ts'
import { findProfile } from '../profiles/find-profile.ts'
import { sectionChunks } from '../sections.ts'
import { buildBasemap } from '../tiles/build-basemap.ts'
import { collectGarbage } from './collect-garbage.ts'
import { buildRoads } from './build-roads.ts'
import type { BuildRoadsOptions } from './build-roads.ts'
import { giveWay } from './give-way.ts'
import { addressesFile, basemapFile, networkFile, roadsFile } from './region-files.ts'
import { regionFormat, requireRegionFolder, writeRegionFolder } from './region-folder.ts'
import type { RegionFile } from './region-folder.ts'
import type { BuildStats, RegionInfo } from './types.ts'

export interface BuildRegionOptions {
  /** Path of an `.osm.pbf` extract or of GeoJSON ways; several of one kind are joined, and may overlap. */
  readonly source: string | readonly string[]
  /** Folder of the region; an older region there serves until the new one is complete. */
  readonly out: string
  /** Shown to people; the (first) file's name without its ending when absent. */
  readonly name?: string | undefined
  /** Built-in profile names, paths of profile files, or profiles; `car` when absent. */
  readonly profiles?: readonly (string | Profile)[] | undefined
  /** Whether turn restrictions, turn costs and barriers count; true when absent. */
  readonly turns?: boolean | undefined
  readonly attribution?: string | undefined
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** All OpenStreetMap data is owed this. */
const openStreetMapAttribution = '© OpenStreetMap contributors'
/** And this what the list of towns may have named. */
const geoNamesAttribution = 'towns: GeoNames'

/**
 * Builds a region from an extract: roads for each profile, addresses and basemap. The folder changes in one step at the
 * end, so a failed, cancelled or killed build leaves what was there. Throws `RoadsError`; a cancelled build rejects with
 * the signal's reason. Takes a few seconds for a city and blocks its thread for most of that: run it in a worker.
 */
export async function buildRegion(options: BuildRegionOptions): Promise<RegionInfo> {
  const { source, out, signal, onProgress } = options
  const startedAt = performance.now()
  const profiles = await Promise.all(
    (options.profiles ?? ['car']).map(async (profile) =>
      typeof profile === 'string' ? findProfile(profile) : profile,
    ),
  )
  requireDistinct(profiles.map(({ name }) => name))
  await requireRegionFolder(out)
  const sources = typeof source === 'string' ? [source] : source
  const turns = options.turns ?? true
  const osm = await readOsm(sources, { signal, onProgress })
  let stats: BuildStats | undefined
  let hasKnownTowns = false

  /** Each is written before the next is built, and its memory free again. */
  async function* files(): AsyncGenerator<RegionFile> {
    const counts = yield* roadFiles(osm, profiles, {
      source: sources.join(' and '),
      turns,
      signal,
      onProgress,
    })
    stats = { ...counts, load_seconds: Math.round((performance.now() - startedAt) / 10) / 100 }
    onProgress?.({ phase: 'addresses', done: 0, total: 1 })
    await giveWay(signal)
    collectGarbage()
    const gazetteer = readGazetteer(osm.bounds)
    hasKnownTowns = gazetteer.inside.length > 0
    yield [addressesFile, sectionChunks('addresses', buildAddresses(osm, gazetteer))]
    onProgress?.({ phase: 'basemap', done: 0, total: 1 })
    await giveWay(signal)
    collectGarbage()
    yield [basemapFile, sectionChunks('basemap', buildBasemap(osm, gazetteer))]
    onProgress?.({ phase: 'write', done: 0, total: 1 })
    await giveWay(signal)
  }

  return writeRegionFolder(out, files(), () => {
    if (!stats) throw new RoadsError('unknown_profile', 'Name at least one profile to build.')
    return {
      name: options.name ?? nameOf(sources[0] ?? ''),
      bounds: osm.bounds,
      profiles: profiles.map(({ name }) => name),
      attribution:
        options.attribution ??
        [openStreetMapAttribution, ...(hasKnownTowns ? [geoNamesAttribution] : [])].join(', '),
      builtAt: new Date().toISOString(),
      formatVersion: regionFormat,
      turns,
      stats,
    }
  })
}

async function* roadFiles(
  osm: OsmData,
  profiles: readonly Profile[],
  options: BuildRoadsOptions,
): AsyncGenerator<RegionFile, RoadCounts> {
  const { network, grid, counts, metrics } = await buildRoads(osm, profiles, options)
  yield [networkFile, sectionChunks('network', { ...roadNetworkSections(network), ...gridSections(grid) })]
  collectGarbage()
  for await (const [profile, metric] of metrics()) {
    yield [roadsFile(profile), sectionChunks('roads', metricSections(metric))]
  }
  return counts
}

function requireDistinct(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new RoadsError('invalid_profile', `The profile ${twice} is named twice.`)
}

function nameOf(source: string): string {
  return basename(source).replace(/(\.osm)?\.(pbf|geojson|json)$/i, '')
}
