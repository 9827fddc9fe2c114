import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePbf } from '@cartage/testing'
import type { Extract } from '@cartage/testing'
import { readOsm } from '../src/osm/read-osm.ts'
import { findProfile } from '../src/profiles/find-profile.ts'
import type { Profile } from '../src/profiles/profile.ts'
import { buildRoads } from '../src/region/build-roads.ts'
import { RoadEngine } from '../src/region/road-engine.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'

const anchor = await findProfile('anchor-car-1')

/** The road queries of a made-up extract, by default under the reference profile. */
export async function anEngine(
  extract: Extract,
  turns = true,
  profile: Profile = anchor,
): Promise<RoadEngine> {
  const source = join(await aTemporaryFolder(), 'map.osm.pbf')
  await writeFile(source, writePbf(extract))
  const built = await buildRoads(await readOsm(source), [profile], { source, turns })
  return new RoadEngine(built.network, built.grid, built.metrics.get(profile.name)!)
}
