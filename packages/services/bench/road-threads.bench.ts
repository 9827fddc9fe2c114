import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildRegion } from '@cartage/roads'
import { createRegionStore } from '../src/regions/region-store.ts'
import type { RoadQuestion } from '../src/regions/road-threads.ts'

// How long heavy questions about roads take, and for how long they hold up everything else, on the server's own thread and on
// others: a JSON line a figure. `pnpm bench road-threads`.

const extract = resolve(import.meta.dirname, '../../../../shared/osm/porto.osm.pbf')
const machine = `${cpus()[0]?.model ?? ''} x ${cpus().length}`
const middle = { lon: -8.61, lat: 41.15 }

function print(bench: string, value: number): void {
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10
  console.log(
    JSON.stringify({ bench: `road-threads.${bench}`, value: Math.round(value), unit: 'ms', machine, load }),
  )
}

async function measure(name: string, work: () => unknown): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  await sleep(20)
  const from = performance.now()
  await work()
  print(name, performance.now() - from)
  await sleep(20)
  delay.disable()
  print(`${name}.held-up`, delay.max / 1e6)
}

if (!existsSync(extract)) throw new Error(`Skipped: there is no ${extract}.`)
const folder = await mkdtemp(join(tmpdir(), 'cartage-road-threads-'))
const store = createRegionStore(folder)
try {
  await buildRegion({ source: extract, out: join(folder, 'porto'), name: 'porto', profiles: ['car'] })
  const region = await store.open('porto')
  const line = region.route([middle, { lon: -8.42, lat: 41.35 }, { lon: -8.65, lat: 41 }])?.geometry ?? []
  const fixes = Array.from({ length: 900 }, (_, index) => {
    const [lon, lat] = line[Math.floor((index / 900) * line.length)] ?? [0, 0]
    return { lon, lat, at: index * 5 }
  })
  // Two minutes of the city between every two: searches of many roads.
  const scattered = fixes.map((_, index) => ({
    lon: middle.lon + 0.1 * Math.sin(index * 2.4),
    lat: middle.lat + 0.06 * Math.cos(index * 1.7),
    at: index * 120,
    accuracyM: 50,
  }))
  const profile = 'car'
  const questions: Record<string, RoadQuestion> = {
    'isochrone-30': { method: 'isochrone', args: [middle, { durationsS: [450, 900, 1350, 1800], profile }] },
    'isochrone-120': { method: 'isochrone', args: [middle, { durationsS: [7200], profile }] },
    'match-900': { method: 'match', args: [fixes, { profile }] },
    'match-900-scattered': { method: 'match', args: [scattered, { profile }] },
  }
  for (const [name, question] of Object.entries(questions)) {
    await measure(`${name}.in-process`, () => {
      if (question.method === 'isochrone') return region.isochrone(...question.args)
      return question.method === 'match' ? region.match(...question.args) : undefined
    })
    await measure(`${name}.thread`, () => store.threads.ask(region, question))
  }
} finally {
  await store[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
}
