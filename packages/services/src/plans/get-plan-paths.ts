import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PlanId, RoutePath } from '@cartage/domain'
import type { Call } from '../context.ts'
import { closuresOfDay } from '../closures/closures-of-day.ts'
import { roadChanges } from '../closures/road-changes.ts'
import { getDepotRow } from '../depots/internal.ts'
import { pickProfile } from '../planning/pick-profile.ts'
import { listRouteRows } from '../routes/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { getPlanRow } from './internal.ts'

export interface PlanPaths {
  readonly items: readonly RoutePath[]
}

/** The lines of a plan's routes along the roads, a leg for each drive; a leg without a way is empty. */
export async function getPlanPaths({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<PlanPaths> {
  authorize(ctx, 'plan:read')
  const { depot, routes, profiles, changes } = await inTenant(ctx, async (trx) => {
    const plan = await getPlanRow(trx, input.id)
    const vehicles = await trx
      .selectFrom('vehicle')
      .select(['id', 'profile'])
      .where('depotId', '=', plan.depotId)
      .execute()
    const depot = await getDepotRow(trx, plan.depotId)
    return {
      depot,
      changes: roadChanges(await closuresOfDay(trx, { depot, date: plan.date })),
      routes: await listRouteRows(trx, { planId: plan.id }),
      profiles: new Map(vehicles.map(({ id, profile }) => [id, profile])),
    }
  })
  const region = await ctx.regions.open(depot.region)
  const items: RoutePath[] = []
  for (const { id, vehicle, stops } of routes) {
    const profile = pickProfile(profiles.get(vehicle.id) ?? 'car', region.info.profiles)
    const live = await ctx.regions.live(depot.region, { profile, changes })
    const points = stops.length === 0 ? [] : [depot, ...stops, depot]
    const legs = points.slice(1).map((to, index) => {
      const from = points[index] ?? depot
      return (live.route([from, to], { profile })?.geometry ?? []).map(rounded)
    })
    items.push({ routeId: id, legs })
    // A large plan takes a while; others get their turn between two routes.
    await nextTurn()
  }
  return { items }
}

/** A tenth of a metre and finer would be bytes for nothing. */
const rounded = ([lon, lat]: readonly [number, number]): readonly [number, number] => [
  Math.round(lon * 1e6) / 1e6,
  Math.round(lat * 1e6) / 1e6,
]
