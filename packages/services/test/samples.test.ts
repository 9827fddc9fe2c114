import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildRegion } from '@cartage/roads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffContext } from '../src/context.ts'
import { exportPlanCsv } from '../src/exports/export-plan-csv.ts'
import { exportPlanGeoJson } from '../src/exports/export-plan-geojson.ts'
import { listOrders } from '../src/orders/list-orders.ts'
import { getPlan } from '../src/plans/get-plan.ts'
import { startPlan } from '../src/plans/start-plan.ts'
import { createRegionStore, type RegionStore } from '../src/regions/region-store.ts'
import { loadSampleDay } from '../src/samples/load-sample-day.ts'
import { listShifts } from '../src/shifts/list-shifts.ts'
import { workOnQueues } from '../src/work-on-queues.ts'
import { useServices } from './use-services.ts'

const test = useServices()
let folder: string
let regions: RegionStore

/** The demo region as the product builds it, for cars. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartage-sample-'))
  const source = fileURLToPath(import.meta.resolve('geojson-path-finder/test/large-network.json'))
  await buildRegion({ source, out: join(folder, 'gothenburg'), name: 'gothenburg' })
  regions = createRegionStore(folder)
  await workOnQueues({ ...test.services, regions })
}, 60_000)
afterAll(async () => {
  await regions[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const aDispatcher = async (): Promise<StaffContext> => ({ ...(await test.staff()), regions })
const listing = { limit: 500, sort: 'reference', descending: false } as const

describe('the sample day', () => {
  it('is put on tomorrow, whole, and changes nothing when it is loaded again', async () => {
    const ctx = await aDispatcher()

    const day = await loadSampleDay({ ctx })
    const first = await listOrders({ ctx, input: { ...day, ...listing } })
    const again = await loadSampleDay({ ctx })
    const second = await listOrders({ ctx, input: { ...day, ...listing } })

    expect(day.date).toBe('2026-04-02')
    expect(again).toEqual(day)
    expect(first.total).toBe(80)
    expect(second.items).toEqual(first.items)
    expect((await listShifts({ ctx, input: day })).items).toHaveLength(6)
  }, 60_000)

  it('can be planned with every order on a route, and taken away as files', async () => {
    const ctx = await aDispatcher()
    const day = await loadSampleDay({ ctx })
    const id = ctx.newId() as Parameters<typeof getPlan>[0]['input']['id']

    await startPlan({ ctx, input: { id, ...day, timeLimitS: 2, seed: 1 } })
    await untilSolved(ctx, id)
    const plan = await getPlan({ ctx, input: { id } })
    const csv = await exportPlanCsv({ ctx, input: { id } })
    const geojson = JSON.parse((await exportPlanGeoJson({ ctx, input: { id } })).text)
    const kinds = geojson.features.map((feature: { properties: { kind: string } }) => feature.properties.kind)

    expect(plan).toMatchObject({ state: 'ready', totals: { stops: 80, unassigned: 0 } })
    expect(plan.routes.flatMap(({ violations }) => violations)).toEqual([])
    expect(csv.fileName).toBe('plan-Depot-Ringon-2026-04-02-v1.csv')
    expect(csv.text.trim().split('\r\n')).toHaveLength(81)
    expect(csv.text).toContain('+02:00')
    expect(kinds.filter((kind: string) => kind === 'stop')).toHaveLength(80)
    expect(kinds.filter((kind: string) => kind === 'route')).toHaveLength(plan.routes.length)
  }, 60_000)

  it('waits for its region', async () => {
    const ctx = { ...(await aDispatcher()), regions: createRegionStore(join(folder, 'empty')) }

    await expect(loadSampleDay({ ctx })).rejects.toMatchObject({ reason: 'REGION_NOT_READY' })
  })
})

async function untilSolved(
  ctx: StaffContext,
  id: Parameters<typeof getPlan>[0]['input']['id'],
): Promise<void> {
  for (let look = 0; look < 200; look++) {
    if ((await getPlan({ ctx, input: { id } })).state !== 'solving') return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
