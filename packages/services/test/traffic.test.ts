import { withInstallation, withTenant } from '@cartage/db'
import { createClosureInput, haversineM, type LonLat, type PlanId } from '@cartage/domain'
import { A_DAY, anId } from '@cartage/testing'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createClosure } from '../src/closures/create-closure.ts'
import type { StaffContext } from '../src/context.ts'
import { findCurrentPlan } from '../src/plans/find-current-plan.ts'
import { getPlan } from '../src/plans/get-plan.ts'
import { getPlanProblem } from '../src/plans/get-plan-problem.ts'
import { solvePlan } from '../src/plans/solve-plan.ts'
import { startPlan } from '../src/plans/start-plan.ts'
import { findIsochrone } from '../src/roads/find-isochrone.ts'
import { findRoute } from '../src/roads/find-route.ts'
import { matchTrace } from '../src/roads/match-trace.ts'
import { measureTable } from '../src/roads/measure-table.ts'
import { checkTraffic } from '../src/traffic/check-traffic.ts'
import { getTraffic } from '../src/traffic/get-traffic.ts'
import { removeTraffic } from '../src/traffic/remove-traffic.ts'
import { restoreTraffic } from '../src/traffic/restore-traffic.ts'
import { setTraffic } from '../src/traffic/set-traffic.ts'
import { aDayOf, type TestDay } from './a-day.ts'
import { middle } from './a-region-folder.ts'
import { NOW, useServices } from './use-services.ts'

const test = useServices()
const region = 'gothenburg'

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
  await withInstallation(test.services.db, async (trx) => {
    await trx.deleteFrom('region.closure').execute()
    await trx.deleteFrom('region.traffic').execute()
  })
})

const TUESDAY = 24
/** A week in which these hours have another share of the usual speed. */
const week = (shares: Readonly<Record<number, number>>): readonly number[] =>
  Array.from({ length: 168 }, (_, hour) => shares[hour] ?? 1)
/** Half as fast on Tuesdays from eight to nine on the depot's clock. */
const rushHour = week({ [TUESDAY + 8]: 0.5 })
const aFile = (fields: object = {}): string =>
  JSON.stringify({ timeZone: 'Europe/Stockholm', traffic: [{ factors: rushHour }], ...fields })
const give = (ctx: StaffContext, text = aFile()) => setTraffic({ ctx, input: { region, text } })

const trip = [middle, { lon: middle.lon + 0.006, lat: middle.lat }] as const
const rush = '2026-04-07T08:30:00+02:00'
const later = '2026-04-07T09:00:00+02:00'
const secondsAt = async (ctx: StaffContext, departure?: string): Promise<number> =>
  (await findRoute({ ctx, input: { region, points: trip, departure } })).route!.durationS

describe('the traffic of a region', () => {
  it('is kept as it was given, and giving it again changes nothing', async () => {
    const ctx = await test.staff('admin')

    const first = await give(ctx)
    const again = await setTraffic({
      ctx: { ...ctx, now: () => new Date(NOW.getTime() + 60_000) },
      input: { region, text: aFile() },
    })

    expect(first).toEqual({
      text: aFile(),
      patterns: 1,
      timeZone: 'Europe/Stockholm',
      since: NOW.toISOString(),
    })
    expect(again).toEqual(first)
    expect(await getTraffic({ ctx: await test.staff('viewer'), input: { region } })).toEqual({
      traffic: first,
    })
    const audit = await withTenant(ctx.db, ctx.organizationId, (trx) =>
      trx.selectFrom('auditEvent').select(['action', 'entityId', 'userId']).execute(),
    )
    expect(audit).toEqual([{ action: 'traffic.set', entityId: region, userId: ctx.userId }])
  })

  it('is for administrators to give and to take away', async () => {
    const ctx = await test.staff('dispatcher')

    await expect(give(ctx)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(removeTraffic({ ctx, input: { region } })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(restoreTraffic({ ctx, input: { region } })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it.each([
    ['half a file', '{"traffic": [', '', 'no JSON'],
    [
      'an hour too few',
      aFile({ traffic: [{ factors: rushHour.slice(1) }] }),
      'traffic.0.factors',
      '168 factors',
    ],
    [
      'an hour in which nobody moves',
      aFile({ traffic: [{ factors: rushHour }, { factors: week({ 5: 0 }) }] }),
      'traffic.1.factors.5',
      'traffic.1.factors.5',
    ],
    ['a zone that is none', aFile({ timeZone: 'Mars/Olympus' }), 'timeZone', 'IANA'],
    ['a field that there is not', aFile({ trafic: [] }), 'trafic', 'trafic'],
    ['no pattern', aFile({ traffic: [] }), 'traffic', 'at least one pattern'],
    ['closures in it', aFile({ changes: [{ id: 'a', speedFactor: 0 }] }), 'changes', 'under Closures'],
    [
      'a class that no road has',
      aFile({ traffic: [{ factors: rushHour }, { factors: rushHour, classes: ['motorway'] }] }),
      'traffic.1',
      'means no road of gothenburg: look at its classes',
    ],
    [
      'more patterns than can be weighed',
      aFile({ traffic: Array.from({ length: 101 }, () => ({ factors: rushHour })) }),
      'traffic',
      'at most 100 patterns; this has 101',
    ],
  ])('with %s is refused, saying where', async (_, text, field, message) => {
    const ctx = await test.staff('admin')

    const checked = await checkTraffic({ ctx, input: { region, text } })

    expect(checked).toMatchObject({
      kind: 'wrong',
      problems: [{ field, message: expect.stringContaining(message) }],
    })
    await expect(give(ctx, text)).rejects.toMatchObject({ code: 'INVALID', field: 'text' })
    expect(await getTraffic({ ctx, input: { region } })).toEqual({ traffic: null })
  })

  it('is for a region that there is', async () => {
    const ctx = await test.staff('admin')

    await expect(setTraffic({ ctx, input: { region: 'atlantis', text: aFile() } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('holds from the moment it is given, is replaced, goes, and can be had again', async () => {
    const ctx = await test.staff('admin')
    const usual = await secondsAt(ctx, rush)

    await give(ctx)
    const given = await secondsAt(ctx, rush)
    await give(ctx, aFile({ traffic: [{ factors: week({ [TUESDAY + 8]: 0.25 }) }] }))
    const replaced = await secondsAt(ctx, rush)
    await removeTraffic({ ctx, input: { region } })
    const removed = await secondsAt(ctx, rush)
    await restoreTraffic({ ctx, input: { region } })
    const restored = await secondsAt(ctx, rush)

    expect(given).toBeCloseTo(2 * usual, 0)
    expect(replaced).toBeCloseTo(4 * usual, 0)
    expect([removed, restored]).toEqual([usual, replaced])
  })
})

describe('an answer with a departure', () => {
  it('has the speeds of that hour, by route, table, area within reach and trace alike', async () => {
    const ctx = await test.staff('admin')
    await give(ctx)
    const table = async (departure: string): Promise<number> =>
      (await measureTable({ ctx, input: { region, sources: trip, departure } })).durationS[0]![1]!
    const width = async (departure: string): Promise<number> => {
      const asked = { region, ...middle, minutes: [1], isArrival: false, departure }
      const { areas } = await findIsochrone({ ctx, input: asked })
      const lons = areas![0]!.geometry.coordinates.flat(2).map(([lon]) => lon)
      return Math.max(...lons) - Math.min(...lons)
    }
    const driven = async (departure: string): Promise<number> =>
      (await matchTrace({ ctx, input: { region, trace: [...trip], departure } })).matchings[0]!.durationS

    expect(await table(rush)).toBe(await secondsAt(ctx, rush))
    expect(await table(rush)).toBeCloseTo(2 * (await table(later)), 0)
    expect(await width(rush)).toBeLessThan(0.7 * (await width(later)))
    expect(await driven(rush)).toBeCloseTo(2 * (await driven(later)), 0)
  })

  it('is one of now where it names none', async () => {
    const ctx = await test.staff('admin')
    const usual = await secondsAt(ctx)
    // The clock of the tests stands at noon of a Wednesday.
    await give(ctx, aFile({ traffic: [{ factors: week({ [2 * 24 + 12]: 0.5 }) }] }))

    expect(await secondsAt(ctx)).toBeCloseTo(2 * usual, 0)
  })

  it('multiplies the traffic of the hour with what is slowed then, and goes around what is closed then', async () => {
    const ctx = await test.staff('admin')
    const usual = await secondsAt(ctx, later)
    await give(ctx)
    const square = (share: number | null) =>
      createClosureInput.parse({
        id: anId(),
        region,
        factor: share,
        until: later,
        area: {
          type: 'Polygon',
          coordinates: [
            [
              [middle.lon - 0.1, middle.lat - 0.1],
              [middle.lon + 0.1, middle.lat - 0.1],
              [middle.lon + 0.1, middle.lat + 0.1],
              [middle.lon - 0.1, middle.lat + 0.1],
              [middle.lon - 0.1, middle.lat - 0.1],
            ],
          ],
        },
      })

    await createClosure({ ctx, input: square(0.5) })
    const slow = await secondsAt(ctx, rush)
    const after = await secondsAt(ctx, later)
    await createClosure({ ctx, input: square(null) })

    expect(slow).toBeGreaterThan(3 * usual)
    expect(after).toBe(usual)
    const closed = await findRoute({ ctx, input: { region, points: trip, departure: rush } })
    expect(closed.route).toBeNull()
  })
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
  const eastern: LonLat = [middle.lon + 0.006, middle.lat]
  const place = { address: 'East', lon: eastern[0], lat: eastern[1], level: 'pin', confidence: 1 } as const

  it('takes the speeds of the hour in which its vehicle drives', async () => {
    const ctx = await test.staff('admin')
    await give(ctx)
    const day = await aDayOf(ctx, {
      orders: [{ place, serviceS: 3_600, windows: [{ from: '08:10', to: '08:40' }] }],
    })

    const id = await planDay(ctx, day)

    const [route] = (await getPlan({ ctx, input: { id } })).routes
    const [stop] = route!.stops
    const { problem } = await getPlanProblem({ ctx, input: { id } })
    const out = (Date.parse(stop!.arrival) - Date.parse(route!.start)) / 1000
    const back = (Date.parse(route!.end) - Date.parse(stop!.departure)) / 1000
    expect(Object.values(problem.matrices)[0]!.slices).toHaveLength(2)
    expect(haversineM(middle, place)).toBeGreaterThan(300)
    expect(out).toBeGreaterThan(1.8 * back)
    expect(route!.drivingS).toBe(out + back)
  })

  it('is stale when the traffic of its region changes, and no longer when that is taken back', async () => {
    const ctx = await test.staff('admin')
    const day = await aDayOf(ctx)
    await planDay(ctx, day)

    await give(ctx)
    const withTraffic = await isStale(ctx, day)
    await removeTraffic({ ctx, input: { region } })

    expect([withTraffic, await isStale(ctx, day)]).toEqual([true, false])
  })
})
