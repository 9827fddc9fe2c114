import { setImmediate as nextTurn } from 'node:timers/promises'
import { instantOf, type LonLat, type PlanId, type Point, type Route, type RoutePath } from '@cartage/domain'
import type { Call, StaffContext } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { type DayRoads, roadsAt } from '../planning/day-roads.ts'
import { pickProfile } from '../planning/pick-profile.ts'
import { listRouteRows } from '../routes/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { getPlanRow } from './internal.ts'
import { roadsOfDay } from './roads-of-day.ts'

export interface PlanPaths {
  readonly items: readonly RoutePath[]
}

/**
 * The lines of a plan's routes along the roads, a leg for each drive, on the roads as they are when it begins; a leg without a way is
 * empty.
 */
export async function getPlanPaths({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<PlanPaths> {
  authorize(ctx, 'plan:read')
  const { depot, date, routes, profiles, roads } = await inTenant(ctx, async (trx) => {
    const plan = await getPlanRow(trx, input.id)
    const vehicles = await trx
      .selectFrom('vehicle')
      .select(['id', 'profile'])
      .where('depotId', '=', plan.depotId)
      .execute()
    const depot = await getDepotRow(trx, plan.depotId)
    return {
      depot,
      date: plan.date,
      roads: await roadsOfDay(trx, { depot, date: plan.date }),
      routes: await listRouteRows(trx, { planId: plan.id }),
      profiles: new Map(vehicles.map(({ id, profile }) => [id, profile])),
    }
  })
  const { info } = await ctx.regions.open(depot.region)
  const dayStartMs = Date.parse(instantOf(date, 0, depot.zone))
  const drawn = routes.map((route) => ({
    routeId: route.id,
    profile: pickProfile(profiles.get(route.vehicle.id) ?? 'car', info.profiles),
    legs: legsOf(route, depot, (instant) => roadsAt(roads, (Date.parse(instant) - dayStartMs) / 1000)),
  }))
  for (const profile of new Set(drawn.map((route) => route.profile))) {
    const legs = drawn.filter((route) => route.profile === profile).flatMap((route) => route.legs)
    await drawLegs(ctx, legs, { region: depot.region, profile, roads })
  }
  return { items: drawn.map(({ routeId, legs }) => ({ routeId, legs: legs.map(({ line }) => line) })) }
}

interface Leg {
  readonly from: Point
  readonly to: Point
  /** The place in the day's roads of those that it is driven on. */
  readonly roads: number
  line: readonly LonLat[]
}

function legsOf({ start, stops }: Route, depot: Point, placeOf: (instant: string) => number): readonly Leg[] {
  if (stops.length === 0) return []
  const points = [depot, ...stops, depot]
  const leaves = [start, ...stops.map(({ departure }) => departure)]
  return leaves.map((instant, index) => ({
    from: points[index] ?? depot,
    to: points[index + 1] ?? depot,
    roads: placeOf(instant),
    line: [],
  }))
}

interface DrawOptions {
  readonly region: string
  readonly profile: string
  readonly roads: readonly DayRoads[]
}

/** Lines that are drawn before others get their turn. */
const AT_ONCE = 50

/** Draws the legs of one profile, roads after roads: a leg that has no way on its own waits for the next ones. */
async function drawLegs(
  { regions }: Pick<StaffContext, 'regions'>,
  legs: readonly Leg[],
  { region, profile, roads }: DrawOptions,
): Promise<void> {
  for (const [place, { changes }] of roads.entries()) {
    const open = legs.filter((leg) => leg.roads <= place && leg.line.length === 0)
    if (open.length === 0) continue
    const live = await regions.live(region, { profile, changes })
    for (const [index, leg] of open.entries()) {
      leg.line = (live.route([leg.from, leg.to], { profile })?.geometry ?? []).map(rounded)
      if (index % AT_ONCE === AT_ONCE - 1) await nextTurn()
    }
  }
}

/** A tenth of a metre and finer would be bytes for nothing. */
const rounded = ([lon, lat]: LonLat): LonLat => [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
