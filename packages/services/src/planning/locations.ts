import type { Point } from '@cartage/domain'
import type { PlanningDay } from './planning-day.ts'

/** The different coordinates of a day; the depot is number 0. */
export interface Locations {
  readonly points: readonly Point[]
  /** The number of each order's point, in the order of the orders. */
  readonly ofOrder: readonly number[]
}

/** Gives every coordinate one number, so that orders at one door share a row of the matrix. */
export function locationsOf({ depot, orders }: Pick<PlanningDay, 'depot' | 'orders'>): Locations {
  const points: Point[] = [{ lon: depot.lon, lat: depot.lat }]
  const numberByPoint = new Map([[keyOf(depot), 0]])
  const ofOrder = orders.map((order) => {
    const key = keyOf(order)
    const known = numberByPoint.get(key)
    if (known !== undefined) return known
    numberByPoint.set(key, points.length)
    return points.push({ lon: order.lon, lat: order.lat }) - 1
  })
  return { points, ofOrder }
}

const keyOf = ({ lon, lat }: Point): string => `${lon},${lat}`
