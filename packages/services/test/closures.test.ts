import { json, withInstallation, withTenant } from '@cartage/db'
import { type ClosureId, type CreateClosureInput, createClosureInput } from '@cartage/domain'
import { anId } from '@cartage/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { createClosure } from '../src/closures/create-closure.ts'
import { listClosures } from '../src/closures/list-closures.ts'
import { removeClosure } from '../src/closures/remove-closure.ts'
import { restoreClosure } from '../src/closures/restore-closure.ts'
import { updateClosure } from '../src/closures/update-closure.ts'
import { findNearestRoad } from '../src/roads/find-nearest-road.ts'
import { middle } from './a-region-folder.ts'
import { useServices } from './use-services.ts'

const test = useServices()

const addRegion = (name: string): Promise<unknown> =>
  withInstallation(test.services.db, (trx) =>
    trx
      .insertInto('region.region')
      .values({
        name,
        state: 'ready',
        profiles: ['car'],
        sizeBytes: null,
        failure: null,
        builtAt: null,
        buildId: null,
      })
      .execute(),
  )
beforeAll(() => addRegion('gothenburg'))

const square = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [middle.lon, middle.lat],
      [middle.lon + 0.001, middle.lat],
      [middle.lon + 0.001, middle.lat + 0.001],
      [middle.lon, middle.lat],
    ],
  ] as const,
}
const aClosure = (fields: object = {}): CreateClosureInput =>
  createClosureInput.parse({ id: anId(), region: 'gothenburg', area: square, ...fields })
const idsOf = async (region = 'gothenburg'): Promise<readonly ClosureId[]> => {
  const { items } = await listClosures({ ctx: await test.staff('viewer'), input: { region } })
  return items.map(({ id }) => id)
}

describe('a closure', () => {
  it('means a road of its region, or is refused', async () => {
    const ctx = await test.staff()
    const far = square.coordinates[0].map(([lon, lat]) => [lon, lat - 40])
    const road = { wayId: 999_999_999, lon: middle.lon, lat: middle.lat, direction: 'both' }
    const kept = await createClosure({ ctx, input: aClosure() })
    const { id, version, from, until, reason, factor } = kept
    const content = { from, until, reason, factor, road: null }
    const area = { type: 'Polygon', coordinates: [far] }
    const moved = { ...content, id, version, area } as never

    await expect(createClosure({ ctx, input: aClosure({ area }) })).rejects.toMatchObject({
      code: 'INVALID',
      field: 'area',
    })
    await expect(createClosure({ ctx, input: aClosure({ area: null, road }) })).rejects.toMatchObject({
      code: 'INVALID',
      field: 'road',
    })
    await expect(updateClosure({ ctx, input: moved })).rejects.toMatchObject({
      code: 'INVALID',
      field: 'area',
    })
  })

  it('is kept as it was given, and repeating it is harmless', async () => {
    const ctx = await test.staff()
    const input = aClosure({
      factor: 0.5,
      from: '2026-04-01T06:00:00+02:00',
      until: '2026-04-02T18:00:00+02:00',
      reason: 'Works on the quay',
    })

    const first = await createClosure({ ctx, input })
    const second = await createClosure({ ctx, input })

    expect(second).toEqual(first)
    expect(first).toMatchObject({
      area: square,
      road: null,
      factor: 0.5,
      from: '2026-04-01T04:00:00.000Z',
      until: '2026-04-02T16:00:00.000Z',
      reason: 'Works on the quay',
    })
    expect(await idsOf()).toContain(input.id)
  })

  it('may name a road instead of an area', async () => {
    const ctx = await test.staff()
    const road = { wayId: -3, ...middle, direction: 'along' as const }

    const closure = await createClosure({ ctx, input: aClosure({ area: null, road }) })

    expect(closure).toMatchObject({ area: null, road, factor: null })
  })

  it('goes when it is taken back, and can be had again', async () => {
    const ctx = await test.staff()
    const { id } = await createClosure({ ctx, input: aClosure() })

    await removeClosure({ ctx, input: { id } })
    const gone = await idsOf()
    await restoreClosure({ ctx, input: { id } })

    expect(gone).not.toContain(id)
    expect(await idsOf()).toContain(id)
  })

  describe('that is changed', () => {
    const changed = {
      area: null,
      road: { wayId: -3, ...middle, direction: 'against' as const },
      factor: 0.3,
      from: null,
      until: '2026-04-03T18:00:00.000Z',
      reason: 'Only one lane',
    }

    it('is what it was changed to, and who did so is written down', async () => {
      const ctx = await test.staff()
      const { id, version } = await createClosure({ ctx, input: aClosure() })

      const after = await updateClosure({ ctx, input: { id, version, ...changed } })

      const { items } = await listClosures({ ctx, input: { region: 'gothenburg' } })
      expect(after).toMatchObject({ ...changed, version: version + 1 })
      expect(items.find((item) => item.id === id)).toMatchObject(changed)
      const audit = await withTenant(ctx.db, ctx.organizationId, (trx) =>
        trx.selectFrom('auditEvent').select(['action', 'userId']).where('entityId', '=', id).execute(),
      )
      expect(audit).toContainEqual({ action: 'closure.update', userId: ctx.userId })
    })

    it('is not changed again by somebody who saw it as it was before', async () => {
      const ctx = await test.staff()
      const { id, version } = await createClosure({ ctx, input: aClosure() })
      await updateClosure({ ctx, input: { id, version, ...changed } })

      const second = updateClosure({ ctx, input: { id, version, ...changed, reason: 'Mine' } })

      await expect(second).rejects.toMatchObject({ code: 'CONFLICT', reason: 'VERSION' })
      await expect(second).rejects.toThrow('Somebody else changed this closure meanwhile.')
    })

    it('is there: one that was taken back is found no more', async () => {
      const ctx = await test.staff()
      const { id, version } = await createClosure({ ctx, input: aClosure() })
      await removeClosure({ ctx, input: { id } })

      await expect(updateClosure({ ctx, input: { id, version, ...changed } })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    })

    it('is not for viewers to change', async () => {
      const { id, version } = await createClosure({ ctx: await test.staff(), input: aClosure() })
      const ctx = await test.staff('viewer')

      await expect(updateClosure({ ctx, input: { id, version, ...changed } })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    })
  })

  it('of a road tells the street and the stretch between its junctions', async () => {
    const ctx = await test.staff()
    const { road } = await findNearestRoad({ ctx, input: { region: 'gothenburg', ...middle } })
    const { wayId, lon, lat, stretch } = road!
    const input = aClosure({ area: null, road: { wayId, lon, lat, direction: 'along' } })
    await createClosure({ ctx, input })
    const lost = aClosure({ area: null, road: { wayId, lon, lat, direction: 'along' } }).id
    await createClosure({ ctx, input: { ...input, id: lost } })
    // As after building again from an extract in which the road has another number.
    await withInstallation(ctx.db, (trx) =>
      trx
        .updateTable('region.closure')
        .set({ road: json({ wayId: 999_999_999, lon, lat, direction: 'along' as const }) })
        .where('id', '=', lost)
        .execute(),
    )

    const { items } = await listClosures({ ctx, input: { region: 'gothenburg' } })

    expect(stretch!.name).not.toBe('')
    expect(stretch!.line.length).toBeGreaterThan(1)
    expect(items.find(({ id }) => id === input.id)?.stretch).toEqual(stretch)
    expect(items.find(({ id }) => id === lost)?.stretch).toBeNull()
  })

  it('is for a region that there is', async () => {
    const ctx = await test.staff()

    await expect(createClosure({ ctx, input: aClosure({ region: 'atlantis' }) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is not for viewers to set', async () => {
    const ctx = await test.staff('viewer')

    await expect(createClosure({ ctx, input: aClosure() })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('goes with its region', async () => {
    await addRegion('short-lived')
    const ctx = await test.staff('admin')
    await createClosure({ ctx, input: aClosure({ region: 'short-lived' }) })

    await withInstallation(ctx.db, (trx) =>
      trx.deleteFrom('region.region').where('name', '=', 'short-lived').execute(),
    )

    expect(await idsOf('short-lived')).toEqual([])
  })
})
