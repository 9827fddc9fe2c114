import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePbf } from '@cartage/testing'
import type { Extract } from '@cartage/testing'
import type { Metric } from '../src/metric/metric.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { findProfile } from '../src/profiles/find-profile.ts'
import type { Profile } from '../src/profiles/profile.ts'
import { buildRoads } from '../src/region/build-roads.ts'
import type { BuiltRoads } from '../src/region/build-roads.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'

/** The reference profile, but that it reads all restrictions. */
export const anchorWithVias: Profile = { ...(await findProfile('anchor-car-1')), turnRestrictions: true }

/** The roads of a made-up extract, with nothing else of a region. */
export async function roadsOf(
  extract: Extract,
  turns: boolean,
  profiles: readonly (string | Profile)[] = [anchorWithVias],
): Promise<RoadsOf> {
  const source = join(await aTemporaryFolder(), 'map.osm.pbf')
  await writeFile(source, writePbf(extract))
  const found = await Promise.all(
    profiles.map(async (profile) => (typeof profile === 'string' ? findProfile(profile) : profile)),
  )
  return withMetrics(await buildRoads(await readOsm(source), found, { source, turns }))
}

export type RoadsOf = Omit<BuiltRoads, 'metrics'> & { readonly metrics: ReadonlyMap<string, Metric> }

/** All metrics at once. */
export async function withMetrics(built: BuiltRoads): Promise<RoadsOf> {
  const metrics = new Map<string, Metric>()
  for await (const [profile, metric] of built.metrics()) metrics.set(profile, metric)
  return { ...built, metrics }
}
