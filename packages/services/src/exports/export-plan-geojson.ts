import { zonedIso, type PlanId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getPlanPaths } from '../plans/get-plan-paths.ts'
import { fileNameOf, type ExportedFile } from './exported-file.ts'
import { readPlanForExport } from './read-plan.ts'

/** A plan as GeoJSON (RFC 7946): the depot, a line for each route along the roads, and a point for each stop. */
export async function exportPlanGeoJson({
  ctx,
  input,
}: Call<{ readonly id: PlanId }>): Promise<ExportedFile> {
  const { plan, depot } = await readPlanForExport(ctx, input.id, 'geojson')
  const paths = await getPlanPaths({ ctx, input })
  const pathByRoute = new Map(paths.items.map(({ routeId, legs }) => [routeId, legs]))
  const at = (instant: string): string => zonedIso(instant, depot.zone)
  const features = plan.routes.flatMap((route, index) => [
    {
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: joined(pathByRoute.get(route.id) ?? []) },
      properties: {
        kind: 'route',
        route: index + 1,
        vehicle: route.vehicle.name,
        driver: route.driver?.name ?? null,
        start: at(route.start),
        end: at(route.end),
        distanceM: route.distanceM,
        drivingS: route.drivingS,
        cost: route.cost,
        stops: route.stops.length,
      },
    },
    ...route.stops.map((stop) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [stop.lon, stop.lat] },
      properties: {
        kind: 'stop',
        route: index + 1,
        vehicle: route.vehicle.name,
        sequence: stop.sequence,
        trip: stop.trip,
        order: stop.reference,
        address: stop.address,
        arrival: at(stop.arrival),
        serviceStart: at(stop.serviceStart),
        departure: at(stop.departure),
        waitS: stop.waitS,
        lateS: stop.lateS,
        load: stop.load,
      },
    })),
  ])
  const depotFeature = {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [depot.lon, depot.lat] },
    properties: { kind: 'depot', name: depot.name, date: plan.date, zone: depot.zone },
  }
  // A line needs two positions; a route without a way has no line.
  const drawn = features.filter(
    ({ geometry }) => geometry.type !== 'LineString' || geometry.coordinates.length > 1,
  )
  return {
    fileName: fileNameOf(['plan', depot.name, plan.date, `v${plan.version}`], 'geojson'),
    text: `${JSON.stringify({ type: 'FeatureCollection', features: [depotFeature, ...drawn] })}\n`,
  }
}

type Positions = readonly (readonly [number, number])[]

/** One line from legs that each begin where the one before ended. */
function joined(legs: readonly Positions[]): Positions {
  return legs.flatMap((leg, index) => (index === 0 ? leg : leg.slice(1)))
}
