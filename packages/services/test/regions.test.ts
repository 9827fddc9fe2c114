import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withInstallation } from '@cartage/db'
import { anId } from '@cartage/testing'
import { buildRegion } from '@cartage/roads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Services, StaffContext } from '../src/context.ts'
import { buildRegionFromPath } from '../src/regions/build-region-from-path.ts'
import { buildRegionFromUpload } from '../src/regions/build-region-from-upload.ts'
import { cancelRegionBuild } from '../src/regions/cancel-region-build.ts'
import { ensureDemoRegion } from '../src/regions/ensure-demo-region.ts'
import { listRegions } from '../src/regions/list-regions.ts'
import { createRegionStore } from '../src/regions/region-store.ts'
import { removeRegion } from '../src/regions/remove-region.ts'
import { runRegionBuild } from '../src/regions/run-region-build.ts'
import { aDayOf } from './a-day.ts'
import { middle } from './a-region-folder.ts'
import { useServices } from './use-services.ts'

const test = useServices()

let folder: string
let source: string
let services: Services

/** One street, and a folder for regions that starts empty. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartage-builds-'))
  source = join(folder, 'street.geojson')
  const geometry = {
    type: 'LineString',
    coordinates: [
      [middle.lon, middle.lat],
      [middle.lon + 0.01, middle.lat],
    ],
  }
  const street = { type: 'Feature', properties: { highway: 'residential', name: 'Long Street' }, geometry }
  await writeFile(source, JSON.stringify({ type: 'FeatureCollection', features: [street] }))
  services = { ...test.services, regions: createRegionStore(join(folder, 'regions')) }
})
afterAll(async () => {
  await services.regions[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const anAdmin = async (): Promise<StaffContext> => ({ ...(await test.staff('admin')), ...services })
const regionOf = async (ctx: StaffContext, name: string) =>
  (await listRegions({ ctx })).items.find((region) => region.name === name)

/** Runs the job that the request queued. */
async function runBuild(ctx: StaffContext, name: string, path: string, signal?: AbortSignal): Promise<void> {
  const row = await withInstallation(ctx.db, (trx) =>
    trx.selectFrom('region.region').select('buildId').where('name', '=', name).executeTakeFirstOrThrow(),
  )
  await runRegionBuild(services, {
    id: row.buildId ?? '',
    payload: { organizationId: ctx.organizationId, name, source: path, removesSource: false },
    attempt: 1,
    isLastAttempt: true,
    signal: signal ?? new AbortController().signal,
  })
}

describe('building a region', () => {
  it('makes it ready for every kind of vehicle', async () => {
    const ctx = await anAdmin()

    const begun = await buildRegionFromPath({ ctx, input: { name: 'long', path: source } })
    await runBuild(ctx, 'long', source)

    expect(begun).toMatchObject({ state: 'building', builtAt: null })
    expect(await regionOf(ctx, 'long')).toMatchObject({
      state: 'ready',
      profiles: ['car', 'van', 'truck', 'bike'],
      attribution: '© OpenStreetMap contributors',
      progress: null,
      failure: null,
    })
    expect((await ctx.regions.open('long')).search('Long Street')).not.toEqual([])
  }, 60_000)

  it('runs once at a time for one name', async () => {
    const ctx = await anAdmin()
    const input = { name: 'twice', path: source }
    await buildRegionFromPath({ ctx, input })

    await expect(buildRegionFromPath({ ctx, input })).rejects.toMatchObject({ reason: 'REGION_BUILDING' })
  })

  it('of a file that is no extract fails with the reason, and leaves nothing behind', async () => {
    const ctx = await anAdmin()
    const path = join(folder, 'notes.txt')
    await writeFile(path, 'a shopping list')
    await buildRegionFromPath({ ctx, input: { name: 'notes', path } })

    await runBuild(ctx, 'notes', path)

    expect(await regionOf(ctx, 'notes')).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('notes.txt'),
    })
    await expect(access(services.regions.folderOf('notes'))).rejects.toThrow('ENOENT')
  })

  it('that fails leaves the region that was there in use', async () => {
    const ctx = await anAdmin()
    const path = join(folder, 'broken.geojson')
    await writeFile(path, '{"type": "FeatureCollection", "features": []}')
    await buildRegion({ source, out: services.regions.folderOf('kept'), name: 'kept' })
    await buildRegionFromPath({ ctx, input: { name: 'kept', path } })

    await runBuild(ctx, 'kept', path)

    expect(await regionOf(ctx, 'kept')).toMatchObject({ state: 'ready', failure: expect.any(String) })
    expect((await ctx.regions.open('kept')).info.name).toBe('kept')
  })

  it('can be cancelled, and then begun anew', async () => {
    const ctx = await anAdmin()
    await buildRegionFromPath({ ctx, input: { name: 'later', path: source } })

    const cancelled = await cancelRegionBuild({ ctx, input: { name: 'later' } })
    const again = await buildRegionFromPath({ ctx, input: { name: 'later', path: source } })

    expect(cancelled).toMatchObject({ state: 'failed', failure: 'The build was cancelled.' })
    expect(again.state).toBe('building')
  })

  it('that is stopped half-way ends at once and says so', async () => {
    const ctx = await anAdmin()
    await buildRegionFromPath({ ctx, input: { name: 'stopped', path: source } })
    const cancel = new AbortController()
    const running = runBuild(ctx, 'stopped', source, cancel.signal)
    cancel.abort('cancelled')

    await running

    expect(await regionOf(ctx, 'stopped')).toMatchObject({
      state: 'failed',
      failure: 'The build was cancelled.',
    })
  })

  it('removes an uploaded extract when it is through', async () => {
    const ctx = await anAdmin()
    const path = join(folder, anId())
    await writeFile(path, 'no extract')
    await buildRegionFromUpload({ ctx, input: { name: 'uploaded', path } })

    await runRegionBuild(services, {
      id: anId(),
      payload: { organizationId: ctx.organizationId, name: 'uploaded', source: path, removesSource: true },
      attempt: 1,
      isLastAttempt: true,
      signal: new AbortController().signal,
    })

    await expect(access(path)).rejects.toThrow('ENOENT')
  })

  it('refuses a path where there is no file', async () => {
    const ctx = await anAdmin()

    await expect(
      buildRegionFromPath({ ctx, input: { name: 'nowhere', path: join(folder, 'gone.osm.pbf') } }),
    ).rejects.toMatchObject({ code: 'INVALID', field: 'path' })
    expect(await regionOf(ctx, 'nowhere')).toBeUndefined()
  })
})

describe('a region', () => {
  it('is not removed while a depot drives on it', async () => {
    const ctx = await anAdmin()
    const day = await aDayOf(ctx)
    await withInstallation(ctx.db, (trx) =>
      trx
        .insertInto('region.region')
        .values({
          name: day.depot.region,
          state: 'ready',
          profiles: ['car'],
          source: 'test',
          sizeBytes: null,
          builtAt: null,
          buildId: null,
          failure: null,
        })
        .execute(),
    )

    await expect(removeRegion({ ctx, input: { name: day.depot.region } })).rejects.toMatchObject({
      reason: 'REGION_IN_USE',
    })
  })

  it('goes with its folder when it is removed', async () => {
    const ctx = await anAdmin()
    await buildRegionFromPath({ ctx, input: { name: 'gone', path: source } })
    await runBuild(ctx, 'gone', source)

    await removeRegion({ ctx, input: { name: 'gone' } })

    expect(await regionOf(ctx, 'gone')).toBeUndefined()
    expect(await readdir(join(folder, 'regions'))).not.toContain('gone')
    await expect(ctx.regions.open('gone')).rejects.toMatchObject({ reason: 'REGION_NOT_READY' })
  }, 60_000)

  it('may not name a folder outside the regions’ own', () => {
    expect(() => services.regions.folderOf('../../etc')).toThrow()
  })
})

describe('the demo region', () => {
  it('is built where it is missing, and then left alone', async () => {
    const signal = new AbortController().signal
    const demo = { geojsonPath: source, signal }
    const ctx = await anAdmin()
    await withInstallation(ctx.db, (trx) =>
      trx.deleteFrom('region.region').where('name', '=', 'gothenburg').execute(),
    )

    const first = await ensureDemoRegion(services, demo)
    const second = await ensureDemoRegion(services, demo)

    expect([first, second]).toEqual([true, false])
    expect(await regionOf(ctx, 'gothenburg')).toMatchObject({ state: 'ready', profiles: { length: 4 } })
  }, 60_000)
})

describe('the opened regions', () => {
  it('notice a rebuild', async () => {
    const out = join(folder, 'regions', 'changing')
    await buildRegion({ source, out, name: 'changing', attribution: 'First' })
    const store = createRegionStore(join(folder, 'regions'))
    const before = (await store.open('changing')).info.attribution
    await buildRegion({ source, out, name: 'changing', attribution: 'Second' })
    store.forget('changing')

    expect(before).toBe('First')
    expect((await store.open('changing')).info.attribution).toBe('Second')
    await store[Symbol.asyncDispose]()
  })

  it('compute a large matrix on another thread, to the same figures', async () => {
    const points = Array.from({ length: 130 }, (_, index) => ({
      lon: middle.lon - 0.008 + index * 0.0001,
      lat: middle.lat,
    }))
    const region = await test.services.regions.open('gothenburg')

    const far = await test.services.regions.matrix('gothenburg', { points, profile: 'car' })

    expect(far.durationS).toEqual(region.matrix(points, { profile: 'car' }).durationS)
  })

  it('stop a large matrix that nobody waits for', async () => {
    const points = Array.from({ length: 400 }, () => middle)
    const signal = AbortSignal.abort(new Error('the caller went away'))

    await expect(
      test.services.regions.matrix('gothenburg', { points, profile: 'car', signal }),
    ).rejects.toThrow('the caller went away')
  })

  it('draw a tile, and nothing where there is nothing', async () => {
    const zoom = 14
    const x = Math.floor(((middle.lon + 180) / 360) * 2 ** zoom)
    const radians = (middle.lat * Math.PI) / 180
    const y = Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** zoom)
    const { regions } = test.services

    const [here, again, away] = await Promise.all([
      regions.tile('gothenburg', zoom, x, y),
      regions.tile('gothenburg', zoom, x, y),
      regions.tile('gothenburg', zoom, 0, 0),
    ])

    expect(here?.byteLength).toBeGreaterThan(50)
    expect(again).toBe(here)
    expect(away).toBeUndefined()
  })
})
