import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Point } from '@cartage/domain'
import { buildRegion, openRegion } from '../src/index.ts'
import type { Region } from '../src/index.ts'

// Prints one JSON line per measurement. Run on an idle machine: pnpm --filter @cartage/roads bench

const shared = resolve(import.meta.dirname, '../../../../shared/osm')
const gothenburg = fileURLToPath(import.meta.resolve('geojson-path-finder/test/large-network.json'))
const porto = join(shared, 'porto.osm.pbf')
const areas = [
  { area: 'gothenburg', source: gothenburg },
  ...(existsSync(porto) ? [{ area: 'porto', source: porto }] : []),
]

function print(area: string, bench: string, value: number, unit: string): void {
  console.log(JSON.stringify({ bench, area, value: Math.round(value * 1000) / 1000, unit }))
}

/** Middle of several runs, in milliseconds. */
function medianMs(runs: number, run: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const startedAt = performance.now()
    run()
    return performance.now() - startedAt
  })
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)]!
}

/** Repeatable points spread over the region, each snapped to a road. */
function pointsIn(region: Region, count: number): readonly Point[] {
  const { west, south, east, north } = region.info.bounds
  let state = 42
  const share = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: count }, () => ({
    lon: west + (east - west) * share(),
    lat: south + (north - south) * share(),
  }))
}

const folder = await mkdtemp(join(tmpdir(), 'cartage-bench-'))
try {
  for (const { area, source } of areas) {
    const out = join(folder, area)
    const startedAt = performance.now()
    const info = await buildRegion({ source, out })
    print(area, 'roads.build', (performance.now() - startedAt) / 1000, 's')
    print(area, 'roads.build.read-and-contract', info.stats.load_seconds, 's')

    const openedAt = performance.now()
    const region = await openRegion(out)
    print(area, 'roads.open', performance.now() - openedAt, 'ms')

    const points = pointsIn(region, 1000)
    const snaps = points.map(({ lon, lat }) => region.snap(lon, lat) ?? { lon, lat })
    print(
      area,
      'roads.snap.1000',
      medianMs(5, () => points.map(({ lon, lat }) => region.snap(lon, lat))),
      'ms',
    )
    for (const size of [100, 1000]) {
      const asked = points.slice(0, size)
      print(
        area,
        `roads.matrix.${size}x${size}`,
        medianMs(5, () => region.matrix(asked)),
        'ms',
      )
    }
    const pairs = snaps.slice(1).map((to, index) => [snaps[index]!, to] as const)
    print(
      area,
      'roads.measure.999',
      medianMs(5, () => pairs.map(([from, to]) => region.measure(from, to))),
      'ms',
    )
    print(
      area,
      'roads.route.999',
      medianMs(5, () => pairs.map((pair) => region.route(pair))),
      'ms',
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
