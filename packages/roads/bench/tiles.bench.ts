/**
 * Basemap tiles of real extracts, all zooms, one JSON line a measurement: building, then every tile of each zoom. The first round is cold (a basemap
 * just opened, no name decoded), the quickest of the next three is warm: other programs of the machine disturb single draws. Uses the shared extracts where they
 * lie beside the repository, else the demo region. `node packages/roads/bench/tiles.bench.ts`
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { OsmData } from '../src/osm/osm-data.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { encodeSections, openSections } from '../src/sections.ts'
import { buildBasemap } from '../src/tiles/build-basemap.ts'
import { tileUnits, worldX, worldY } from '../src/tiles/mercator.ts'
import { openBasemap } from '../src/tiles/open-basemap.ts'
import type { Basemap } from '../src/tiles/open-basemap.ts'
import { largestZoom } from '../src/tiles/vertex-zooms.ts'

const shared = path.resolve(import.meta.dirname, '../../../../shared')
const demo = createRequire(import.meta.url).resolve('geojson-path-finder/test/large-network.json')
const extracts = ['porto', 'monaco', 'andorra']
  .map((name) => path.join(shared, `osm/${name}.osm.pbf`))
  .filter(existsSync)

for (const extract of extracts.length > 0 ? extracts : [demo]) {
  const region = extract === demo ? 'gothenburg' : path.basename(extract, '.osm.pbf')
  const osm = await readOsm(extract)
  const rssBefore = process.memoryUsage().rss
  const [buildMs, bytes] = timed(() => encodeSections('basemap', buildBasemap(osm)))
  const rssMb = (process.memoryUsage().rss - rssBefore) / 1e6
  report({
    bench: 'roads.tiles.build',
    region,
    buildMs: rounded(buildMs),
    fileKb: rounded(bytes.length / 1024),
    grownMb: rounded(rssMb),
  })
  for (let z = 0; z <= largestZoom; z++) benchZoom(region, osm, bytes, z)
}

function benchZoom(region: string, osm: OsmData, bytes: Uint8Array<ArrayBuffer>, z: number): void {
  const map = openBasemap(openSections('basemap', bytes.buffer, region))
  const cold = drawAll(map, osm, z)
  const rounds = Array.from({ length: 3 }, () => drawAll(map, osm, z))
  const { sizes } = cold
  const warm = sizes.map((_, tile) => Math.min(...rounds.map(({ times }) => times[tile] ?? 0)))
  report({
    bench: 'roads.tiles.draw',
    region,
    z,
    tiles: sizes.length,
    coldMs: { p50: quantile(cold.times, 0.5), p99: quantile(cold.times, 0.99) },
    warmMs: { p50: quantile(warm, 0.5), p99: quantile(warm, 0.99), max: quantile(warm, 1) },
    kb: { p50: quantile(sizes, 0.5), max: quantile(sizes, 1) },
  })
}

interface Drawn {
  readonly times: readonly number[]
  readonly sizes: readonly number[]
}

function drawAll(map: Basemap, { bounds }: OsmData, z: number): Drawn {
  const size = tileUnits(z)
  const times: number[] = []
  const sizes: number[] = []
  for (let x = Math.floor(worldX(bounds.west) / size); x <= worldX(bounds.east) / size; x++) {
    for (let y = Math.floor(worldY(bounds.north) / size); y <= worldY(bounds.south) / size; y++) {
      const [ms, tile] = timed(() => map.tile(z, x, y))
      times.push(ms)
      sizes.push((tile?.length ?? 0) / 1024)
    }
  }
  return { times, sizes }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}

function timed<T>(run: () => T): [ms: number, value: T] {
  const startedAt = performance.now()
  const value = run()
  return [performance.now() - startedAt, value]
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

function report(line: object): void {
  console.log(JSON.stringify(line))
}
