import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import type { Region } from '@cartage/roads'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createRegionStore, type RegionStore } from '../src/regions/region-store.ts'
import { RoadThreads, type RoadQuestion, type RoadThreadsOptions } from '../src/regions/road-threads.ts'
import { aRegionFolder, middle } from './a-region-folder.ts'

let regionFolder: Awaited<ReturnType<typeof aRegionFolder>>
let store: RegionStore
let region: Region
let threads: RoadThreads | undefined

beforeAll(async () => {
  regionFolder = await aRegionFolder()
  store = createRegionStore(regionFolder.folder)
  region = await store.open('gothenburg')
})
afterEach(async () => {
  await threads?.[Symbol.asyncDispose]()
})
afterAll(async () => {
  await store[Symbol.asyncDispose]()
  await regionFolder[Symbol.asyncDispose]()
})

type Ask<Method> = Extract<RoadQuestion, { method: Method }>
const within = (durationsS: readonly number[]): Ask<'isochrone'> => ({
  method: 'isochrone',
  args: [middle, { durationsS, profile: 'car' }],
})
const reach = within([60])
/** Takes seconds: every fix is at another end of the town than the one before, and has many roads around. */
const heavy: Ask<'match'> = {
  method: 'match',
  args: [
    Array.from({ length: 20_000 }, (_, index) => ({
      lon: middle.lon + 0.008 * Math.sin(index * 2.4),
      lat: middle.lat + 0.008 * Math.cos(index * 1.7),
      accuracyM: 200,
    })),
    { profile: 'car' },
  ],
}

function open(options: RoadThreadsOptions = { threads: 1 }): RoadThreads {
  threads = new RoadThreads(options)
  return threads
}

/** The next thread to start. */
const nextWorker = (): Promise<Worker> => new Promise((resolve) => void process.once('worker', resolve))

describe('a heavy question about roads', () => {
  it('is answered as the region itself would', async () => {
    const pool = open()
    const points = Array.from({ length: 20 }, (_, index) => ({ ...middle, lon: middle.lon + index * 0.0003 }))
    const trace = points.map((point, index) => ({ ...point, at: index * 5 }))

    const [matrix, areas, matchings] = await Promise.all([
      pool.ask(region, { method: 'matrix', args: [points] }),
      pool.ask(region, reach),
      pool.ask(region, { method: 'match', args: [trace] }),
    ])

    expect(matrix).toEqual(region.matrix(points))
    expect(areas).toEqual(region.isochrone(...reach.args))
    expect(matchings).toEqual(region.match(trace))
  })

  it('does not hold up a quick one, which ends before it', async () => {
    const pool = open()
    const ended: string[] = []

    const asked = pool.ask(region, reach).then(() => ended.push('heavy'))
    await nextTurn()
    region.route([middle, { ...middle, lon: middle.lon + 0.003 }])
    ended.push('quick')
    await asked

    expect(ended).toEqual(['quick', 'heavy'])
  })

  it('knows of a road that was closed a moment ago', async () => {
    const pool = open()
    const { lon, lat } = middle
    const around = [
      [lon + 0.001, lat - 0.001],
      [lon + 0.003, lat - 0.001],
      [lon + 0.003, lat + 0.001],
      [lon + 0.001, lat + 0.001],
      [lon + 0.001, lat - 0.001],
    ] as [number, number][]
    const changes = [{ id: 'x', speedFactor: 0, area: [around] }]

    const before = await pool.ask(region, reach)
    const closed = await store.live('gothenburg', { profile: 'car', changes })
    const after = await pool.ask(closed, reach)

    expect(after).toEqual(closed.isochrone(...reach.args))
    expect(after).not.toEqual(before)
  })

  it('fails as the region would', async () => {
    await expect(open().ask(region, within([-1]))).rejects.toMatchObject({
      name: 'RoadsError',
      code: 'invalid_option',
    })
  })
})

describe('a question that nobody waits for any more', () => {
  it('gives its thread to the next, in the midst of the work', async () => {
    const pool = open()
    const gone = new AbortController()
    const starting = nextWorker()
    const asked = pool.ask(region, heavy, { signal: gone.signal })
    await once(await starting, 'online')

    const next = pool.ask(region, reach)
    gone.abort(new Error('the caller went away'))

    await expect(asked).rejects.toThrow('the caller went away')
    expect(await next).toEqual(region.isochrone(...reach.args))
  })

  it('is not begun where it still waits', async () => {
    const pool = open()
    const [first, second] = [new AbortController(), new AbortController()]
    const running = pool.ask(region, heavy, { signal: first.signal })
    const waiting = pool.ask(region, heavy, { signal: second.signal })

    second.abort(new Error('the second went away'))
    first.abort(new Error('the first went away'))

    await expect(waiting).rejects.toThrow('the second went away')
    await expect(running).rejects.toThrow('the first went away')
    expect(await pool.ask(region, reach)).toHaveLength(1)
  })
})

describe('more questions than may wait', () => {
  it('are refused at once, but for those of a queue', async () => {
    const pool = open({ threads: 1, maxWaiting: 1 })
    const gone = new AbortController()
    const running = pool.ask(region, heavy, { signal: gone.signal })
    const waiting = pool.ask(region, reach)

    await expect(pool.ask(region, reach)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'ROADS_BUSY',
      retryAfterS: expect.any(Number),
    })
    const patient = pool.ask(region, reach, { isPatient: true })
    gone.abort(new Error('the caller went away'))

    await expect(running).rejects.toThrow('the caller went away')
    expect(await waiting).toEqual(await patient)
  })
})

describe('a thread that breaks', () => {
  it('fails what it worked on, and another takes its place', async () => {
    const pool = open()
    const starting = nextWorker()
    const asked = pool.ask(region, heavy)
    const waiting = pool.ask(region, reach)

    void (await starting).terminate()

    await expect(asked).rejects.toThrow('A road thread ended')
    expect(await waiting).toEqual(region.isochrone(...reach.args))
  })

  it('is none when a question cannot be sent', async () => {
    const pool = open()
    const unclonable: Ask<'isochrone'> = {
      method: 'isochrone',
      args: [
        middle,
        { durationsS: [60], signal: new AbortController().signal, profile: (() => 'car') as never },
      ],
    }

    await expect(pool.ask(region, unclonable)).rejects.toMatchObject({ name: 'DataCloneError' })
    expect(await pool.ask(region, reach)).toHaveLength(1)
  })
})

it('lets those who wait know when the server stops', async () => {
  const pool = open()
  const asked = [pool.ask(region, heavy), pool.ask(region, reach)]

  const seen = Promise.allSettled(asked)
  await pool[Symbol.asyncDispose]()

  expect(await seen).toMatchObject([
    { status: 'rejected', reason: { code: 'UNAVAILABLE' } },
    { status: 'rejected', reason: { code: 'UNAVAILABLE' } },
  ])
})
