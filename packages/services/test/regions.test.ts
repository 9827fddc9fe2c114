import { access, cp, mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withInstallation } from '@cartage/db'
import { usualProfiles, type VehicleProfile } from '@cartage/domain'
import { A_DAY, anId } from '@cartage/testing'
import { buildRegion } from '@cartage/roads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Services, StaffContext } from '../src/context.ts'
import { updateDepot } from '../src/depots/update-depot.ts'
import { cancelPlan } from '../src/plans/cancel-plan.ts'
import { getPlanProblem } from '../src/plans/get-plan-problem.ts'
import { startPlan } from '../src/plans/start-plan.ts'
import { buildRegionFromPath } from '../src/regions/build-region-from-path.ts'
import { buildRegionFromUpload } from '../src/regions/build-region-from-upload.ts'
import { checkRegions } from '../src/regions/check-regions.ts'
import { cancelRegionBuild } from '../src/regions/cancel-region-build.ts'
import { ensureDemoRegion } from '../src/regions/ensure-demo-region.ts'
import { checkProfile } from '../src/regions/check-profile.ts'
import { listCustomProfiles } from '../src/regions/list-custom-profiles.ts'
import { listRegions } from '../src/regions/list-regions.ts'
import { createRegionStore } from '../src/regions/region-store.ts'
import { rebuildRegion } from '../src/regions/rebuild-region.ts'
import { removeRegion } from '../src/regions/remove-region.ts'
import { renameRegion } from '../src/regions/rename-region.ts'
import { runRegionBuild } from '../src/regions/run-region-build.ts'
import { findRoute } from '../src/roads/find-route.ts'
import { getTraffic } from '../src/traffic/get-traffic.ts'
import { setTraffic } from '../src/traffic/set-traffic.ts'
import { createVehicle } from '../src/vehicles/create-vehicle.ts'
import { updateVehicle } from '../src/vehicles/update-vehicle.ts'
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
async function runBuild(
  ctx: StaffContext,
  name: string,
  { signal, profiles }: { signal?: AbortSignal; profiles?: VehicleProfile[] } = {},
): Promise<void> {
  const { buildId, ...payload } = await withInstallation(ctx.db, (trx) =>
    trx
      .selectFrom('region.region')
      .select(['name', 'buildId', 'extract', 'profiles', 'customProfiles'])
      .where('name', '=', name)
      .executeTakeFirstOrThrow(),
  )
  await runRegionBuild(services, {
    id: buildId!,
    payload: {
      ...payload,
      organizationId: ctx.organizationId,
      extract: payload.extract!,
      profiles: profiles ?? [...payload.profiles],
    },
    attempt: 1,
    isLastAttempt: true,
    signal: signal ?? new AbortController().signal,
  })
}

const anUpload = async (content?: string): Promise<string> => {
  const path = join(folder, anId())
  await (content === undefined ? cp(source, path) : writeFile(path, content))
  return path
}
const fromUpload = (ctx: StaffContext, name: string, path: string) =>
  buildRegionFromUpload({
    ctx,
    input: { name, path, fileName: 'street.geojson', profiles: ['car'], customProfiles: [] },
  })
const existing = async (paths: readonly string[]): Promise<readonly string[]> => {
  const left = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => [path],
        () => [],
      ),
    ),
  )
  return left.flat()
}
const fromPath = (
  ctx: StaffContext,
  name: string,
  path = source,
  profiles: readonly VehicleProfile[] = usualProfiles,
  customProfiles: readonly string[] = [],
) =>
  buildRegionFromPath({
    ctx: { ...ctx, isOperator: true },
    input: { name, path, profiles, customProfiles },
  })

it('SEC-C02 a path on the server is for operators, and tells administrators not even whether it is there', async () => {
  const ctx = await anAdmin()
  const refusals = await Promise.all(
    [source, '/nowhere/porto.osm.pbf'].map((path) =>
      buildRegionFromPath({
        ctx,
        input: { name: 'a-path', path, profiles: ['car'], customProfiles: [] },
      }).catch((error: unknown) => error),
    ),
  )

  for (const refusal of refusals) {
    expect(refusal).toMatchObject({
      code: 'FORBIDDEN',
      message: 'Only an operator of this installation may do this.',
    })
  }
  expect(await regionOf(ctx, 'a-path')).toBeUndefined()
})

describe('a profile that somebody wrote', () => {
  const tall = JSON.stringify({ extends: 'truck', name: 'tall-truck', vehicle: { heightM: 4 } })

  it('is built beside the others, and again without being given again', async () => {
    const ctx = await anAdmin()

    await fromPath(ctx, 'tall', source, ['car'], [tall])
    await runBuild(ctx, 'tall', { profiles: ['car'] })
    const built = await regionOf(ctx, 'tall')
    await rebuildRegion({ ctx, input: { name: 'tall', profiles: ['van'] } })
    await runBuild(ctx, 'tall', { profiles: ['van'] })

    expect(built).toMatchObject({ state: 'ready', profiles: ['car', 'tall-truck'] })
    expect(await regionOf(ctx, 'tall')).toMatchObject({ state: 'ready', profiles: ['van', 'tall-truck'] })
    const { items } = await listCustomProfiles({ ctx, input: { name: 'tall' } })
    expect(items).toEqual([{ name: 'tall-truck', text: tall }])
    const point = { lon: middle.lon + 0.002, lat: middle.lat }
    const route = { region: 'tall', points: [middle, point], profile: 'tall-truck' }
    expect((await findRoute({ ctx, input: route })).route?.distanceM).toBeGreaterThan(50)
  }, 60_000)

  it('is for a vehicle to drive by, and missing where its roads were built without it', async () => {
    const ctx = await anAdmin()
    await fromPath(ctx, 'for-tall', source, ['car'], [tall])
    await runBuild(ctx, 'for-tall', { profiles: ['car'] })
    const day = await aDayOf(ctx, { orders: [{}] })
    const { id, version } = day.depot
    await updateDepot({ ctx, input: { id, version, region: 'for-tall' } })
    const change = { id: day.vehicle.id, version: day.vehicle.version }
    const start = () =>
      startPlan({ ctx, input: { id: anId(), depotId: id, date: A_DAY, timeLimitS: 1, seed: 1 } })

    const unknown = updateVehicle({ ctx, input: { ...change, profile: 'low-van' } })
    await expect(unknown).rejects.toMatchObject({ code: 'INVALID', field: 'profile' })
    await expect(unknown).rejects.toThrow('built for car, tall-truck and not for the profile low-van.')
    const { depotId, capacity, skills, costs } = day.vehicle
    const other = {
      id: anId<'vehicle'>(),
      depotId,
      capacity,
      skills,
      costs,
      name: 'Other',
      profile: 'low-van',
    }
    await expect(createVehicle({ ctx, input: other })).rejects.toMatchObject({ field: 'profile' })
    const changed = await updateVehicle({ ctx, input: { ...change, profile: 'tall-truck' } })
    expect(changed.profile).toBe('tall-truck')
    const plan = await start()
    const { problem } = await getPlanProblem({ ctx, input: { id: plan.id } })
    expect(Object.keys(problem.matrices)).toEqual(['tall-truck'])
    await cancelPlan({ ctx, input: { id: plan.id } })

    await rebuildRegion({ ctx, input: { name: 'for-tall', profiles: ['car'], customProfiles: [] } })
    await runBuild(ctx, 'for-tall', { profiles: ['car'] })
    const refused = start()
    await expect(refused).rejects.toMatchObject({ code: 'PRECONDITION', reason: 'PROFILE_NOT_BUILT' })
    await expect(refused).rejects.toThrow(`${day.vehicle.name} has no roads to drive on.`)
    // The rest of the vehicle can be changed all the same.
    const renamed = { id: change.id, version: changed.version, name: 'Tall one', profile: 'tall-truck' }
    expect(await updateVehicle({ ctx, input: renamed })).toMatchObject({ name: 'Tall one' })
  }, 60_000)

  it('goes when the next build is asked for without it', async () => {
    const ctx = await anAdmin()
    await fromPath(ctx, 'once-tall', source, ['car'], [tall])
    await runBuild(ctx, 'once-tall', { profiles: ['car'] })

    await rebuildRegion({ ctx, input: { name: 'once-tall', profiles: ['car'], customProfiles: [] } })
    await runBuild(ctx, 'once-tall', { profiles: ['car'] })

    expect((await regionOf(ctx, 'once-tall'))?.profiles).toEqual(['car'])
  }, 60_000)

  it.each([
    ['a name that comes with Cartage', [{ extends: 'car', name: 'walk' }], 0, 'The name walk belongs to'],
    [
      'a name given twice',
      [
        { extends: 'car', name: 'a' },
        { extends: 'van', name: 'a' },
      ],
      1,
      'Two profiles are called a.',
    ],
    [
      'a field that is wrong',
      [{ extends: 'car', name: 'a', avoid: { toll: 0.5 } }],
      0,
      'The profile is wrong at "avoid.toll": it must be',
    ],
    [
      'a file of the server',
      [{ extends: '/etc/cartage/secret.json', name: 'a' }],
      0,
      'The profile is wrong at "extends": it must be one of car,',
    ],
    ['a path for a name', [{ extends: 'car', name: '../../a' }], 0, 'The profile is wrong at "name"'],
  ])('is refused for %s, and nothing is begun', async (_, profiles, index, message) => {
    const ctx = await anAdmin()
    const texts = profiles.map((profile) => JSON.stringify(profile))

    const building = fromPath(ctx, 'refused', source, ['car'], texts)

    await expect(building).rejects.toMatchObject({ code: 'INVALID', field: `customProfiles.${index}` })
    await expect(building).rejects.toThrow(message)
    expect(await regionOf(ctx, 'refused')).toBeUndefined()
  })

  it('is checked before it is given, for administrators', async () => {
    const ctx = await anAdmin()

    expect(await checkProfile({ ctx, input: { text: tall } })).toEqual({
      kind: 'sound',
      name: 'tall-truck',
      base: 'truck',
    })
    expect(await checkProfile({ ctx, input: { text: '{"extends":"car","name":"van"}' } })).toMatchObject({
      kind: 'wrong',
      problems: [{ field: 'name' }],
    })
    const dispatcher = await test.staff()
    await expect(checkProfile({ ctx: dispatcher, input: { text: tall } })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

it('a region keeps its traffic when it is built again', async () => {
  const ctx = await anAdmin()
  await fromPath(ctx, 'busy', source, ['car'])
  await runBuild(ctx, 'busy', { profiles: ['car'] })
  const text = JSON.stringify({ traffic: [{ factors: Array.from({ length: 168 }, () => 0.5) }] })
  const ends = [middle, { lon: middle.lon + 0.002, lat: middle.lat }]
  const seconds = async () =>
    (await findRoute({ ctx, input: { region: 'busy', points: ends } })).route!.durationS
  const usual = await seconds()
  const given = await setTraffic({ ctx, input: { region: 'busy', text } })

  await rebuildRegion({ ctx, input: { name: 'busy', profiles: ['car'] } })
  await runBuild(ctx, 'busy', { profiles: ['car'] })

  expect(await getTraffic({ ctx, input: { region: 'busy' } })).toEqual({ traffic: given })
  expect(await seconds()).toBeCloseTo(2 * usual, 1)
}, 60_000)

describe('building a region', () => {
  it('makes it ready for every kind of vehicle', async () => {
    const ctx = await anAdmin()

    const begun = await fromPath(ctx, 'long')
    await runBuild(ctx, 'long')

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
    await fromPath(ctx, 'twice')

    await expect(fromPath(ctx, 'twice')).rejects.toMatchObject({ reason: 'REGION_BUILDING' })
  })

  it('of a file that is no extract fails with the reason, and leaves nothing behind', async () => {
    const ctx = await anAdmin()
    const path = join(folder, 'notes.txt')
    await writeFile(path, 'a shopping list')
    await fromPath(ctx, 'notes', path)

    await runBuild(ctx, 'notes')

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
    await fromPath(ctx, 'kept', path)

    await runBuild(ctx, 'kept')

    expect(await regionOf(ctx, 'kept')).toMatchObject({ state: 'ready', failure: expect.any(String) })
    expect((await ctx.regions.open('kept')).info.name).toBe('kept')
  })

  it('can be cancelled, and then begun anew', async () => {
    const ctx = await anAdmin()
    await fromPath(ctx, 'later')

    const cancelled = await cancelRegionBuild({ ctx, input: { name: 'later' } })
    const again = await fromPath(ctx, 'later')

    expect(cancelled).toMatchObject({ state: 'failed', failure: 'The build was cancelled.' })
    expect(again.state).toBe('building')
  })

  it('that is stopped half-way ends at once and says so', async () => {
    const ctx = await anAdmin()
    await fromPath(ctx, 'stopped')
    const cancel = new AbortController()
    const running = runBuild(ctx, 'stopped', { signal: cancel.signal })
    cancel.abort('cancelled')

    await running

    expect(await regionOf(ctx, 'stopped')).toMatchObject({
      state: 'failed',
      failure: 'The build was cancelled.',
    })
  })

  it('keeps an uploaded extract for the next build, and its file name and hash', async () => {
    const ctx = await anAdmin()
    const path = await anUpload()
    await fromUpload(ctx, 'sent', path)
    await runBuild(ctx, 'sent')

    expect((await regionOf(ctx, 'sent'))?.extract).toEqual({
      kind: 'upload',
      fileName: 'street.geojson',
      bytes: (await readFile(source)).byteLength,
      sha256: createHash('sha256')
        .update(await readFile(source))
        .digest('hex'),
    })
    await expect(access(path)).resolves.toBeUndefined()
  })

  it('removes an uploaded extract that is no good at once, and a good one when another has taken its place', async () => {
    const ctx = await anAdmin()
    const [first, broken, second] = [await anUpload(), await anUpload('no extract'), await anUpload()]
    await fromUpload(ctx, 'resent', first)
    await runBuild(ctx, 'resent')
    await fromUpload(ctx, 'resent', broken)
    await runBuild(ctx, 'resent')
    const whileBroken = await existing([first, broken, second])
    await fromUpload(ctx, 'resent', second)
    await runBuild(ctx, 'resent')

    expect(whileBroken).toEqual([first, second])
    expect(await existing([first, broken, second])).toEqual([second])
  })

  it('builds the kinds of vehicles that were chosen, and again other ones from the same extract', async () => {
    const ctx = await anAdmin()
    await fromPath(ctx, 'chosen', source, ['bike'])
    await runBuild(ctx, 'chosen')
    const first = (await regionOf(ctx, 'chosen'))?.profiles

    await rebuildRegion({ ctx, input: { name: 'chosen', profiles: ['van', 'walk'] } })
    await runBuild(ctx, 'chosen', { profiles: ['van', 'walk'] })

    expect(first).toEqual(['bike'])
    expect((await regionOf(ctx, 'chosen'))?.profiles).toEqual(['van', 'walk'])
  })

  it('again is refused where the extract is gone', async () => {
    const ctx = await anAdmin()
    const path = join(folder, 'short-lived.geojson')
    await cp(source, path)
    await fromPath(ctx, 'orphan', path)
    await runBuild(ctx, 'orphan')
    await rm(path)

    await expect(rebuildRegion({ ctx, input: { name: 'orphan', profiles: ['car'] } })).rejects.toMatchObject({
      reason: 'EXTRACT_GONE',
      message: expect.stringContaining('short-lived.geojson'),
    })
    expect((await regionOf(ctx, 'orphan'))?.state).toBe('ready')
  })

  it('refuses a path where there is no file', async () => {
    const ctx = await anAdmin()

    await expect(fromPath(ctx, 'nowhere', join(folder, 'gone.osm.pbf'))).rejects.toMatchObject({
      code: 'INVALID',
      field: 'path',
    })
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
    await fromPath(ctx, 'gone')
    await runBuild(ctx, 'gone')

    await removeRegion({ ctx, input: { name: 'gone' } })

    expect(await regionOf(ctx, 'gone')).toBeUndefined()
    expect(await readdir(join(folder, 'regions'))).not.toContain('gone')
    await expect(ctx.regions.open('gone')).rejects.toMatchObject({ reason: 'REGION_NOT_READY' })
  }, 60_000)

  it('takes another title, and keeps its name', async () => {
    const ctx = await anAdmin()
    await fromPath(ctx, 'titled')

    const renamed = await renameRegion({ ctx, input: { name: 'titled', title: 'Long Street and around' } })

    expect(renamed).toMatchObject({ name: 'titled', title: 'Long Street and around' })
  })

  it('may not name a folder outside the regions’ own', () => {
    expect(() => services.regions.folderOf('../../etc')).toThrow()
  })
})

describe('a region that this release cannot read', () => {
  /** A region that was built, and then spoilt. */
  async function aSpoiltRegion(ctx: StaffContext, name: string, spoil: (dir: string) => Promise<void>) {
    const path = join(folder, `${name}.geojson`)
    await cp(source, path)
    await fromPath(ctx, name, path, ['car', 'bike'])
    await runBuild(ctx, name)
    await spoil(services.regions.folderOf(name))
    services.regions.forget(name)
    return path
  }
  const makeOlder = async (dir: string): Promise<void> => {
    const path = join(dir, 'region.json')
    const info = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...info, formatVersion: 1 }))
  }
  const damage = (file: string) => async (dir: string) => {
    const { generation } = JSON.parse(await readFile(join(dir, 'region.json'), 'utf8'))
    const handle = await open(join(dir, generation, file), 'r+')
    const { size } = await handle.stat()
    await handle.write(Buffer.from([0xa5, 0x5a]), 0, 2, Math.floor(size / 2))
    await handle.close()
  }
  const checked = (): Promise<void> => checkRegions({ ...services, newId: () => crypto.randomUUID() })

  it.each([
    ['outdated', 'An older version of Cartage built it', makeOlder],
    ['damaged-network', 'Its files are damaged', damage('network.bin')],
    ['damaged-bike', 'Its files are damaged', damage('bike.roads')],
    ['deleted', 'Its files are gone', (dir: string) => rm(dir, { recursive: true })],
  ])(
    '(%s) says why, and is built again by itself when the program starts',
    async (name, why, spoil) => {
      const ctx = await anAdmin()
      await aSpoiltRegion(ctx, name, spoil)

      await checked()
      const queued = await regionOf(ctx, name)
      await runBuild(ctx, name)

      expect(queued).toMatchObject({
        state: 'building',
        failure: `${why}. It is built again from ${name}.geojson.`,
      })
      expect(await regionOf(ctx, name)).toMatchObject({
        state: 'ready',
        failure: null,
        profiles: ['car', 'bike'],
      })
      expect((await ctx.regions.open(name)).search('Long Street')).not.toEqual([])
    },
    60_000,
  )

  it.each([
    ['outdated', makeOlder],
    ['damaged', damage('network.bin')],
  ] as const)(
    'asks for its extract where that is gone (%s)',
    async (state, spoil) => {
      const ctx = await anAdmin()
      const name = `${state}-orphan`
      await rm(await aSpoiltRegion(ctx, name, spoil))

      await checked()

      expect(await regionOf(ctx, name)).toMatchObject({
        state,
        failure: expect.stringContaining('give it again'),
      })
    },
    60_000,
  )

  it.each([
    ['older version of Cartage', 'unread-older', makeOlder],
    ['damaged files', 'unread-damaged', damage('network.bin')],
  ])(
    'is refused to whoever asks for it, naming the reason: %s',
    async (why, name, spoil) => {
      const ctx = await anAdmin()
      await aSpoiltRegion(ctx, name, spoil)

      await expect(ctx.regions.open(name)).rejects.toMatchObject({
        reason: 'REGION_NOT_READY',
        message: expect.stringContaining(why),
      })
    },
    60_000,
  )

  it('is not built again for ever when that failed', async () => {
    const ctx = await anAdmin()
    const path = await aSpoiltRegion(ctx, 'hopeless', makeOlder)
    await writeFile(path, 'a shopping list')
    await checked()
    await runBuild(ctx, 'hopeless')

    await checked()

    expect(await regionOf(ctx, 'hopeless')).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('hopeless.geojson'),
    })
  }, 60_000)

  it('leaves sound ones alone, and enters what the command line built', async () => {
    const ctx = await anAdmin()
    await mkdir(join(folder, 'regions'), { recursive: true })
    await buildRegion({ source, out: services.regions.folderOf('by-hand'), name: 'by-hand', turns: false })

    await checked()
    const first = await regionOf(ctx, 'by-hand')
    await checked()

    expect(first).toMatchObject({ state: 'ready', profiles: ['car'], turns: false, extract: null })
    expect(await regionOf(ctx, 'by-hand')).toEqual(first)
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
