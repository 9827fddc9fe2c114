import { withInstallation } from '@cartage/db'
import { type Closure, createClosureInput, type PlanId } from '@cartage/domain'
import { A_DAY, anId } from '@cartage/testing'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createClosure } from '../src/closures/create-closure.ts'
import { removeClosure } from '../src/closures/remove-closure.ts'
import type { StaffContext } from '../src/context.ts'
import { findCurrentPlan } from '../src/plans/find-current-plan.ts'
import { getPlanPaths } from '../src/plans/get-plan-paths.ts'
import { getPlanProblem } from '../src/plans/get-plan-problem.ts'
import { solvePlan } from '../src/plans/solve-plan.ts'
import { startPlan } from '../src/plans/start-plan.ts'
import { findNearestRoad } from '../src/roads/find-nearest-road.ts'
import { findRoute } from '../src/roads/find-route.ts'
import { measureTable } from '../src/roads/measure-table.ts'
import { aDayOf, type TestDay } from './a-day.ts'
import { middle } from './a-region-folder.ts'
import { NOW, useServices } from './use-services.ts'

const test = useServices()
const region = 'gothenburg'
const east = (metresOfDegree: number) => ({ lon: middle.lon + metresOfDegree, lat: middle.lat })
/** Across the street that leads from the middle to the east, between two of its junctions. */
const across = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [middle.lon + 0.001, middle.lat - 0.001],
      [middle.lon + 0.003, middle.lat - 0.001],
      [middle.lon + 0.003, middle.lat + 0.001],
      [middle.lon + 0.001, middle.lat + 0.001],
      [middle.lon + 0.001, middle.lat - 0.001],
    ],
  ],
}
const trip = [middle, east(0.006)] as const

beforeAll(async () => {
  await withInstallation(test.services.db, (trx) =>
    trx
      .insertInto('region.region')
      .values({
        name: region,
        state: 'ready',
        profiles: ['car'],
        sizeBytes: null,
        failure: null,
        builtAt: null,
        buildId: null,
      })
      .execute(),
  )
})
afterEach(async () => {
  await withInstallation(test.services.db, (trx) => trx.deleteFrom('region.closure').execute())
})

const close = (ctx: StaffContext, fields: object = {}): Promise<Closure> =>
  createClosure({ ctx, input: createClosureInput.parse({ id: anId(), region, area: across, ...fields }) })
const routeOf = async (ctx: StaffContext) =>
  (await findRoute({ ctx, input: { region, points: trip } })).route!
const inHours = (hours: number): string => new Date(NOW.getTime() + hours * 3_600_000).toISOString()

describe('a closed street', () => {
  it('is driven around, by routes and tables alike, until it is opened again', async () => {
    const ctx = await test.staff()
    const before = await routeOf(ctx)

    const { id } = await close(ctx)
    const closed = await routeOf(ctx)
    const table = await measureTable({ ctx, input: { region, sources: trip } })
    await removeClosure({ ctx, input: { id } })
    const after = await routeOf(ctx)

    expect(closed.distanceM).toBeGreaterThan(before.distanceM * 2)
    expect(Math.min(...closed.geometry.map(([lon]) => lon))).toBeCloseTo(middle.lon - 0.004, 6)
    expect(table.durationS[0]![1]).toBe(closed.durationS)
    expect(after).toEqual(before)
  })

  it.each([
    ['that will be closed later', { from: inHours(1) }],
    ['that was closed before', { from: inHours(-2), until: inHours(-1) }],
  ])('is open: one %s', async (_, times) => {
    const ctx = await test.staff()
    const before = await routeOf(ctx)

    await close(ctx, times)

    expect(await routeOf(ctx)).toEqual(before)
  })

  it('is closed between its times', async () => {
    const ctx = await test.staff()
    const before = await routeOf(ctx)

    await close(ctx, { from: inHours(-1), until: inHours(1) })

    expect((await routeOf(ctx)).distanceM).toBeGreaterThan(before.distanceM * 2)
  })

  it('is closed to large matrices on other threads too', async () => {
    const ctx = await test.staff()
    const points = Array.from({ length: 110 }, (_, index) => east(0.0001 * index - 0.003))
    const changes = [{ id: 'x', speedFactor: 0, area: across.coordinates as [number, number][][] }]
    const { regions } = ctx

    const open = await regions.matrix(region, { points, profile: 'car' })
    const closed = await regions.matrix(region, { points, profile: 'car', changes })

    const [from, to] = [30, 109]
    expect(closed.durationS[from * 110 + to]).toBeGreaterThan(open.durationS[from * 110 + to]! * 1.5)
  })
})

it('a picked road at half its speed takes twice as long', async () => {
  const ctx = await test.staff()
  const points = [east(0.001), east(0.003)]
  const { road } = await findNearestRoad({ ctx, input: { region, ...east(0.002) } })
  const before = await findRoute({ ctx, input: { region, points } })

  const { wayId, lon, lat } = road!
  await close(ctx, { area: null, road: { wayId, lon, lat, direction: 'both' }, factor: 0.5 })
  const after = await findRoute({ ctx, input: { region, points } })

  expect(after.route!.durationS).toBeCloseTo(before.route!.durationS * 2, 1)
  expect(after.route!.distanceM).toBe(before.route!.distanceM)
})

describe('a plan', () => {
  async function planDay(ctx: StaffContext, day: TestDay): Promise<PlanId> {
    const id: PlanId = anId()
    await startPlan({ ctx, input: { id, depotId: day.depot.id, date: A_DAY, timeLimitS: 1, seed: 1 } })
    await solvePlan(ctx, {
      id,
      payload: { organizationId: ctx.organizationId, planId: id },
      attempt: 1,
      isLastAttempt: true,
      signal: new AbortController().signal,
    })
    return id
  }
  const distanceOf = async (ctx: StaffContext, day: TestDay): Promise<number> =>
    (await findCurrentPlan({ ctx, input: { depotId: day.depot.id, date: A_DAY } }))!.totals.distanceM
  const isStale = async (ctx: StaffContext, day: TestDay): Promise<boolean> =>
    (await findCurrentPlan({ ctx, input: { depotId: day.depot.id, date: A_DAY } }))!.isStale

  it('drives around what is closed for a part of its day, and its lines do', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [{}] })
    await planDay(ctx, day)
    const open = await distanceOf(ctx, day)

    await close(ctx, { from: `${A_DAY}T09:00:00Z`, until: `${A_DAY}T09:30:00Z` })
    const id = await planDay(ctx, day)

    const { items } = await getPlanPaths({ ctx, input: { id } })
    const { problem } = await getPlanProblem({ ctx, input: { id } })
    expect(await distanceOf(ctx, day)).toBeGreaterThan(open * 1.5)
    expect(Math.max(...Object.values(problem.matrices)[0]!.distanceM) * 2).toBeCloseTo(
      await distanceOf(ctx, day),
      0,
    )
    expect(items[0]!.legs.flat().some(([lon]) => lon < middle.lon - 0.0039)).toBe(true)
  })

  it('is stale when something is closed on its day, and no longer when that is taken back', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    await planDay(ctx, day)

    const { id } = await close(ctx, { until: `${A_DAY}T23:00:00Z` })
    const whileClosed = await isStale(ctx, day)
    await removeClosure({ ctx, input: { id } })

    expect([whileClosed, await isStale(ctx, day)]).toEqual([true, false])
  })

  it('does not mind what is closed on another day', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    await planDay(ctx, day)

    await close(ctx, { from: '2026-05-01T00:00:00Z', until: '2026-05-02T00:00:00Z' })

    expect(await isStale(ctx, day)).toBe(false)
  })
})
