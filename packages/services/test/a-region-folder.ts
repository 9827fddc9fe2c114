import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildRegion } from '@cartage/roads'

/** Streets of the little town that tests deliver in, west to east or south to north through its middle. */
export const streets = [
  'Harbour Street',
  'Mill Lane',
  'Church Road',
  'Station Avenue',
  'Garden Walk',
] as const
export const middle = { lon: 11.9525, lat: 57.7215 }

/** A folder of regions with `gothenburg` in it: a grid of five named streets. Built once a test file, in a second. */
export async function aRegionFolder(): Promise<{ readonly folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'cartage-regions-'))
  const source = join(folder, 'town.geojson')
  await writeFile(source, JSON.stringify({ type: 'FeatureCollection', features: streets.map(street) }))
  await mkdir(join(folder, 'gothenburg'))
  await buildRegion({ source, out: join(folder, 'gothenburg'), name: 'gothenburg' })
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

const STEP = 0.004

const street = (name: string, index: number) => {
  const line = [-2, -1, 0, 1, 2].map((at) => at * STEP)
  const across = (index - 2) * STEP
  const coordinates =
    index % 2 === 0
      ? line.map((along) => [middle.lon + along, middle.lat + across])
      : line.map((along) => [middle.lon + across, middle.lat + along])
  return {
    type: 'Feature',
    properties: { name, highway: 'residential' },
    geometry: { type: 'LineString', coordinates },
  }
}
