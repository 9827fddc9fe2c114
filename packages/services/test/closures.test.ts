import { withInstallation } from '@cartage/db'
import { type ClosureId, type CreateClosureInput, createClosureInput } from '@cartage/domain'
import { anId } from '@cartage/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { createClosure } from '../src/closures/create-closure.ts'
import { listClosures } from '../src/closures/list-closures.ts'
import { removeClosure } from '../src/closures/remove-closure.ts'
import { restoreClosure } from '../src/closures/restore-closure.ts'
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
    const road = { wayId: 42, ...middle, direction: 'along' as const }

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
