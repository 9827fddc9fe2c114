import type { OrderState, Plan, Point, RoutePath } from '@cartage/domain'

/** An order as the map needs it. */
export interface MapOrder {
  readonly id: string
  readonly reference: string
  readonly lon: number
  readonly lat: number
  readonly state: OrderState
}

/** What is drawn over the basemap. */
export interface MapContent {
  readonly depot: (Point & { readonly name: string }) | null
  readonly orders: readonly MapOrder[]
  readonly plan: Pick<Plan, 'routes'> | null
  readonly paths: readonly RoutePath[]
}

/** GeoJSON, as far as the overlays use it. */
export interface Feature<Kind extends string, Coordinates> {
  readonly type: 'Feature'
  readonly properties: Record<string, string | number>
  readonly geometry: { readonly type: Kind; readonly coordinates: Coordinates }
}
export type PointFeature = Feature<'Point', number[]>
export type LineFeature = Feature<'MultiLineString', number[][][]>

/** The lines of the routes, named by route and with the number of their hue. */
export function routeFeatures({ plan, paths }: MapContent): LineFeature[] {
  const byRoute = new Map(paths.map((path) => [path.routeId, path]))
  return (plan?.routes ?? []).flatMap((route): LineFeature[] => {
    const path = byRoute.get(route.id)
    if (!path) return []
    return [
      {
        type: 'Feature',
        properties: { routeId: route.id, colour: route.colour },
        geometry: {
          type: 'MultiLineString',
          coordinates: path.legs
            .filter((leg) => leg.length > 1)
            .map((leg) => leg.map(([lon, lat]) => [lon, lat])),
        },
      },
    ]
  })
}

/**
 * Every order once: as a numbered stop when a route visits it, else as an open order. Orders that are over
 * (cancelled) are not drawn. Two orders at one address lie on each other; the later stop is drawn first, so that the
 * next thing to do is on top.
 */
export function visitFeatures({ orders, plan }: MapContent): PointFeature[] {
  const planned = new Set<string>()
  const features: PointFeature[] = []
  for (const route of plan?.routes ?? []) {
    for (const stop of route.stops) {
      planned.add(stop.orderId)
      features.push(
        pointFeature(stop, {
          orderId: stop.orderId,
          routeId: route.id,
          kind: 'stop',
          image: stopImage({
            colour: route.colour,
            isLate: stop.lateS > 0,
            label: String(stop.sequence),
          }),
          order: 10_000 - stop.sequence,
        }),
      )
    }
  }
  for (const order of orders) {
    if (planned.has(order.id) || order.state === 'cancelled') continue
    features.push(
      pointFeature(order, {
        orderId: order.id,
        routeId: '',
        kind: 'open',
        image: openImage,
        order: 0,
      }),
    )
  }
  return features
}

/** The depot as a point, when it is known. */
export function depotFeatures({ depot }: MapContent): PointFeature[] {
  return depot ? [pointFeature(depot, { name: depot.name })] : []
}

export interface StopImage {
  /** One of the twelve hues. */
  readonly colour: number
  readonly isLate: boolean
  readonly label: string
}

/** The name of the disc for a stop: its hue, its number and whether it is late. */
export const stopImage = ({ colour, isLate, label }: StopImage): string =>
  `stop/${colour}/${isLate ? 'late' : 'fine'}/${label}`

/** What the name of a stop's disc says; null for any other image. */
export function parseStopImage(name: string): StopImage | null {
  const [kind, colour, late, label] = name.split('/')
  if (kind !== 'stop' || colour === undefined || label === undefined) return null
  return { colour: Number(colour), isLate: late === 'late', label }
}
/** The name of the arrow that shows which way a route in that hue is driven. */
export const arrowImage = (colour: number): string => `arrow-${colour}`
/** The name of the ring for an order that no route serves. */
export const openImage = 'open'

/** The box around all that is drawn, `[west, south, east, north]`; null when there is nothing. */
export function contentBounds(
  content: MapContent,
  routeId: string | null,
): [west: number, south: number, east: number, north: number] | null {
  const points: Point[] = []
  const routes = content.plan?.routes ?? []
  if (routeId !== null) {
    points.push(...routes.filter((route) => route.id === routeId).flatMap((route) => route.stops))
    if (points.length > 0 && content.depot) points.push(content.depot)
  }
  if (points.length === 0) {
    points.push(...content.orders.filter((order) => order.state !== 'cancelled'))
    points.push(...routes.flatMap((route) => route.stops))
    if (content.depot) points.push(content.depot)
  }
  if (points.length === 0) return null
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { lon, lat } of points) {
    west = Math.min(west, lon)
    south = Math.min(south, lat)
    east = Math.max(east, lon)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}

function pointFeature(at: Point, properties: Record<string, string | number>): PointFeature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [at.lon, at.lat] } }
}
