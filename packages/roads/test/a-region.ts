import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePbf } from '@cartage/testing'
import type { Extract } from '@cartage/testing'
import { buildRegion, openRegion } from '../src/index.ts'
import type { Region } from '../src/index.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'

/** A built and opened region of a made-up extract. */
export async function aRegion(
  extract: Extract,
  profiles: readonly string[] = ['anchor-car-1'],
): Promise<Region> {
  const folder = await aTemporaryFolder()
  const source = join(folder, 'town.osm.pbf')
  await writeFile(source, writePbf(extract))
  await buildRegion({ source, out: join(folder, 'town'), profiles })
  return openRegion(join(folder, 'town'))
}
