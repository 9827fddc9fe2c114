import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildRegion, openRegion } from '../src/index.ts'
import type { Region } from '../src/index.ts'
import { randomNumbers, randomRoute, recordDrive, recoveryOf } from '../test/simulated-drive.ts'

// Prints one JSON line per measurement: what matching recovers of simulated drives and what it takes (CPU time), how far its
// confidence can be trusted, and what isochrones take. Run: node bench/matching.bench.ts [REGION_DIR]

const source = resolve(import.meta.dirname, '../../../../shared/osm/porto.osm.pbf')
const porto = { lon: -8.611, lat: 41.148 }

function print(bench: string, value: number, unit: string, more: object = {}): void {
  const rounded = Math.round(value * 10_000) / 10_000
  console.log(JSON.stringify({ bench, area: 'porto', value: rounded, unit, ...more }))
}

/** CPU milliseconds; other programs on the machine do not count. */
function cpuMs(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function benchMatching(region: Region): void {
  for (const sigmaM of [5, 10, 20]) {
    for (const everyS of [1, 5, 30]) {
      const random = randomNumbers(7)
      let [points, ms] = [0, 0]
      const found = Array.from({ length: 30 }, () => {
        const route = randomRoute(region, region.info.bounds, random, { places: 4, legDeg: 0.03 })
        const trace = recordDrive(route, { sigmaM, everyS }, random)
        points += trace.length
        let matchings: ReturnType<Region['match']> = []
        ms += cpuMs(() => {
          matchings = region.match(trace)
        })
        return { ...recoveryOf(route, matchings), pieces: matchings.length }
      })
      const name = `roads.match.sigma${sigmaM}m.every${everyS}s`
      print(`${name}.recovered`, mean(found.map(({ recovered }) => recovered)), 'share')
      print(`${name}.right`, mean(found.map(({ right }) => right)), 'share')
      print(`${name}.pieces`, mean(found.map(({ pieces }) => pieces)), 'matchings a drive')
      print(`${name}.time`, ms / points, 'ms a point')
    }
  }
}

function benchConfidence(region: Region): void {
  const random = randomNumbers(99)
  const found: { confidence: number; right: number; distanceM: number }[] = []
  for (let drive = 0; drive < 200; drive++) {
    const receiver = {
      sigmaM: 3 + 30 * random(),
      everyS: [1, 2, 5, 10, 30, 60][Math.floor(6 * random())]!,
      tellsAccuracy: random() < 0.5,
    }
    const route = randomRoute(region, region.info.bounds, random, { places: 3, legDeg: 0.02 })
    for (const matching of region.match(recordDrive(route, receiver, random))) {
      const { right } = recoveryOf(route, [matching])
      if (right >= 0) found.push({ confidence: matching.confidence, right, distanceM: matching.distanceM })
    }
  }
  const bins = [0, 0.8, 0.9, 0.95, 0.98, 0.995, 1.01]
  bins.slice(1).forEach((high, index) => {
    const low = bins[index]!
    const within = found.filter(({ confidence }) => confidence >= low && confidence < high)
    const lengthM = within.reduce((sum, { distanceM }) => sum + distanceM, 0)
    const byLength = (of: 'confidence' | 'right'): number =>
      within.reduce((sum, matching) => sum + matching[of] * matching.distanceM, 0) / lengthM
    if (within.length === 0) return
    print(`roads.match.confidence.from${low}`, byLength('right'), 'share right', {
      confidence: Math.round(byLength('confidence') * 10_000) / 10_000,
      matchings: within.length,
    })
  })
}

function benchIsochrones(region: Region): void {
  for (const minutes of [5, 10, 15, 30]) {
    const runs = Array.from({ length: 7 }, () =>
      cpuMs(() => region.isochrone(porto, { durationsS: [minutes * 60] })),
    )
    print(`roads.isochrone.${minutes}min`, runs.toSorted((a, b) => a - b)[3]!, 'ms')
  }
}

const known = process.argv[2]
const folder = await mkdtemp(join(tmpdir(), 'cartage-bench-'))
try {
  if (known === undefined && !existsSync(source))
    throw new Error(`${source} is not there: name a built region of Porto.`)
  if (known === undefined) await buildRegion({ source, out: join(folder, 'porto') })
  const region = await openRegion(known ?? join(folder, 'porto'))
  print('machine', loadavg()[0] ?? 0, 'load', { cpu: cpus()[0]?.model, threads: cpus().length })
  benchMatching(region)
  benchConfidence(region)
  benchIsochrones(region)
} finally {
  await rm(folder, { recursive: true, force: true })
}
