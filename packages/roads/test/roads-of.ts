import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePbf } from '@cartage/testing'
import type { Extract } from '@cartage/testing'
import { readOsm } from '../src/osm/read-osm.ts'
import { findProfile } from '../src/profiles/find-profile.ts'
import { buildRoads } from '../src/region/build-roads.ts'
import type { BuiltRoads } from '../src/region/build-roads.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'

/** The roads of a made-up extract, with nothing else of a region. */
export async function roadsOf(
  extract: Extract,
  turns: boolean,
  profiles: readonly string[] = ['anchor-car-1'],
): Promise<BuiltRoads> {
  const source = join(await aTemporaryFolder(), 'map.osm.pbf')
  await writeFile(source, writePbf(extract))
  const found = await Promise.all(profiles.map((profile) => findProfile(profile)))
  return buildRoads(await readOsm(source), found, { source, turns })
}
