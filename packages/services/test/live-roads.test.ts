import { withInstallation } from '@cartage/db'
import {
  type Closure,
  createClosureInput,
  haversineM,
  type LocalTime,
  type LonLat,
  type PlanId,
} from '@cartage/domain'
import { evaluateRoute, prepare } from '@cartage/solver'
import { A_DAY, anId } from '@cartage/testing'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createClosure } from '../src/closures/create-closure.ts'
import { removeClosure } from '../src/closures/remove-closure.ts'
import type { StaffContext } from '../src/context.ts'
import { findCurrentPlan } from '../src/plans/find-current-plan.ts'
import { getPlan } from '../src/plans/get-plan.ts'
import { getPlanPaths } from '../src/plans/get-plan-paths.ts'
import { getPlanProblem } from '../src/plans/get-plan-problem.ts'
import { solvePlan } from '../src/plans/solve-plan.ts'
import { startPlan } from '../src/plans/start-plan.ts'
import { resequenceRoute } from '../src/routes/resequence-route.ts'
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
  const isStale = async (ctx: StaffContext, day: TestDay): Promise<boolean> =>
    (await findCurrentPlan({ ctx, input: { depotId: day.depot.id, date: A_DAY } }))!.isStale

  const west = {
    address: 'West',
    lon: middle.lon - 0.004,
    lat: middle.lat,
    level: 'pin',
    confidence: 1,
  } as const
  const eastern = { ...west, address: 'East', lon: middle.lon + 0.004 } as const
  /** A customer who is served then. */
  const at = (place: typeof west | typeof eastern, from: LocalTime, to: LocalTime) => ({
    place,
    windows: [{ from, to }],
    serviceS: 300,
  })
  /** From side to side of a street that is closed from ten to noon. */
  const appointments = [
    at(eastern, '08:30', '08:40'),
    at(west, '09:10', '09:20'),
    at(eastern, '10:30', '10:40'),
    at(west, '11:30', '11:40'),
    at(eastern, '12:30', '12:40'),
  ]
  const tenToNoon = { from: `${A_DAY}T10:00:00+02:00`, until: `${A_DAY}T12:00:00+02:00` }
  const metresOf = (line: readonly LonLat[]): number =>
    line.slice(1).reduce((sum, [lon, lat], index) => {
      const [fromLon, fromLat] = line[index]!
      return sum + haversineM({ lon: fromLon, lat: fromLat }, { lon, lat })
    }, 0)
  const isAround = (line: readonly LonLat[]): boolean => metresOf(line) > 1000

  it('goes around a street for who is served while it is closed, and for nobody else', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: appointments })
    await close(ctx, tenToNoon)

    const id = await planDay(ctx, day)

    const plan = await getPlan({ ctx, input: { id } })
    const [route] = plan.routes
    const { items } = await getPlanPaths({ ctx, input: { id } })
    expect(route!.stops.map(({ orderId }) => orderId)).toEqual(day.orders.map((order) => order.id))
    // Who sets out for half past ten does so after the stop before; the street is open when the last two begin.
    expect(items[0]!.legs.map(isAround)).toEqual([false, false, false, true, true, false])
  })

  it('has times, metres and lines that are of one and the same way', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: appointments })
    await close(ctx, tenToNoon)
    const id = await planDay(ctx, day)

    const [route] = (await getPlan({ ctx, input: { id } })).routes
    const { items } = await getPlanPaths({ ctx, input: { id } })
    const sent = JSON.parse(JSON.stringify(await getPlanProblem({ ctx, input: { id } })))
    const evaluated = evaluateRoute(
      prepare(sent.problem),
      0,
      route!.stops.map(({ orderId }) => orderId),
    )

    const lines = items[0]!.legs.map(metresOf)
    const metres = [...evaluated.stops.map(({ distanceM }) => distanceM), evaluated.returnDistanceM]
    metres.forEach((length, leg) => expect(Math.abs(length - lines[leg]!)).toBeLessThan(0.01 * length + 2))
    const seconds = [...evaluated.stops.map(({ drivingS }) => drivingS), evaluated.returnDrivingS]
    const speeds = metres.map((length, leg) => length / seconds[leg]!)
    expect(Math.max(...speeds) / Math.min(...speeds)).toBeLessThan(1.3)
    expect(evaluated).toMatchObject({ distanceM: route!.distanceM, drivingS: route!.drivingS })
    expect(sent.dayStart).toBe(`2026-04-06T22:00:00.000Z`)
    expect(evaluated.stops.map(({ arrivalS }) => Date.parse(sent.dayStart) + arrivalS * 1000)).toEqual(
      route!.stops.map(({ arrival }) => Date.parse(arrival)),
    )
  })

  it('keeps to the roads of the hour when a route is put in another order', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: appointments })
    await close(ctx, tenToNoon)
    const id = await planDay(ctx, day)
    const [route] = (await getPlan({ ctx, input: { id } })).routes
    const orderIds = route!.stops.map(({ orderId }) => orderId)

    const same = await resequenceRoute({
      ctx,
      input: { id: route!.id, version: route!.version, orderIds },
    })

    expect(same).toMatchObject({ distanceM: route!.distanceM, drivingS: route!.drivingS, end: route!.end })
  })

  it('has one matrix where a closure is in nobody\u2019s way', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [{ place: west }] })
    await close(ctx, tenToNoon)
    const id = await planDay(ctx, day)

    const { problem } = await getPlanProblem({ ctx, input: { id } })

    expect(Object.values(problem.matrices).map(({ slices }) => slices)).toEqual([undefined])
  })

  it('waits for roads that open, where there is no way around', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [{ place: eastern, serviceS: 300 }] })
    const { lon, lat } = middle
    const town = [
      [lon - 0.1, lat - 0.1],
      [lon + 0.1, lat - 0.1],
      [lon + 0.1, lat + 0.1],
      [lon - 0.1, lat + 0.1],
      [lon - 0.1, lat - 0.1],
    ]
    await close(ctx, { ...tenToNoon, from: null, area: { type: 'Polygon', coordinates: [town] } })

    const id = await planDay(ctx, day)

    const [route] = (await getPlan({ ctx, input: { id } })).routes
    const { items } = await getPlanPaths({ ctx, input: { id } })
    const [stop] = route!.stops
    expect(Date.parse(stop!.arrival)).toBeGreaterThan(Date.parse(tenToNoon.until))
    expect(Date.parse(stop!.arrival)).toBeLessThan(Date.parse(tenToNoon.until) + 120_000)
    expect(items[0]!.legs.map((line) => metresOf(line) > 100)).toEqual([true, true])
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
