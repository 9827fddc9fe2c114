/**
 * OSRM's API over real HTTP on loopback, beside the same questions in process: a JSON line each, the median of several runs.
 * Porto where `../shared` has it, else Gothenburg. Run on an idle machine.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { buildRegion, openRegion } from '@cartage/roads'
import { serveRegions } from '../src/osrm/serve-regions.ts'

const shared = path.resolve(import.meta.dirname, '../../../../shared/osm/porto.osm.pbf')
const gothenburg = createRequire(import.meta.url).resolve('geojson-path-finder/test/large-network.json')
const [name, source] = existsSync(shared) ? ['porto', shared] : ['gothenburg', gothenburg]
const [runs, smallRuns] = [3, 300]

const folder = await mkdtemp(path.join(tmpdir(), 'cartage-osrm-bench-'))
await buildRegion({ source, out: path.join(folder, name), name, profiles: ['car'] })
const region = await openRegion(path.join(folder, name))
const served = await serveRegions({ dirs: [path.join(folder, name)], host: '127.0.0.1', port: 0 })

let state = 1
const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
const { west, south, east, north } = region.info.bounds
/** Around the middle of the region, where its roads are. */
const somewhere = (): [number, number] => [
  west + (0.35 + 0.3 * random()) * (east - west),
  south + (0.35 + 0.3 * random()) * (north - south),
]
const written = (points: readonly [number, number][]): string =>
  points.map((point) => point.map((value) => value.toFixed(6)).join(',')).join(';')

async function ask(target: string, headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(served.url + target, { headers })
  if (!answer.ok) throw new Error(`${target.slice(0, 100)} answered ${answer.status} ${await answer.text()}`)
  await answer.arrayBuffer()
}

async function medianMs(times: number, run: () => unknown): Promise<number> {
  await run()
  const measured: number[] = []
  for (let count = 0; count < times; count++) {
    const startedAt = performance.now()
    await run()
    measured.push(performance.now() - startedAt)
  }
  return measured.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}

function print(bench: string, ms: number): void {
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10
  console.log(
    JSON.stringify({
      bench: `osrm.${bench}`,
      region: name,
      value: Number(ms.toPrecision(4)),
      unit: 'ms',
      load,
    }),
  )
}

const pair = (): string => written([somewhere(), somewhere()])
print('nearest', await medianMs(smallRuns, () => ask(`/nearest/v1/driving/${written([somewhere()])}`)))
print('route', await medianMs(smallRuns, () => ask(`/route/v1/driving/${pair()}?overview=false`)))
print(
  'route.full',
  await medianMs(smallRuns, () => ask(`/route/v1/driving/${pair()}?overview=full&steps=true`)),
)
for (const size of [100, 1_000, 2_000]) {
  const places = Array.from({ length: size }, somewhere)
  const points = places.map(([lon, lat]) => ({ lon, lat }))
  const target = `/table/v1/driving/${written(places)}?generate_hints=false`
  const both = `${target}&annotations=duration,distance`
  print(`table.${size}.in-process`, await medianMs(runs, () => region.matrix(points)))
  print(`table.${size}.durations`, await medianMs(runs, () => ask(target)))
  print(`table.${size}.both`, await medianMs(runs, () => ask(both)))
  print(
    `table.${size}.both.binary`,
    await medianMs(runs, () => ask(both, { accept: 'application/vnd.cartage.table' })),
  )
}
await served[Symbol.asyncDispose]()
await rm(folder, { recursive: true })
