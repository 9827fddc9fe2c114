import { NO_WAY } from '../../model/travel/travel-table.ts'
import type { PlaceHeap } from './place-heap.ts'
import type { RouteView } from './route-view.ts'

/**
 * Adds the places of a route for a shipment: every pair of places on one trip, alone or with a reload right before
 * the pickup or behind the delivery, without those that loads, times or the ride rule out. `opening` is paid in any
 * place. Cost: O(stops^2 * reloads).
 */
export function addShipmentPlaces(
  places: PlaceHeap,
  view: RouteView,
  pickup: number,
  delivery: number,
  opening: number,
  reloads: readonly number[],
): void {
  const { route, from, to } = view
  const a = view.row(pickup)
  const b = view.row(delivery)
  for (let at = view.open; at <= to; at++) {
    const before = view.rowBefore(at)
    const after = view.rowAt(at)
    const thereM = view.metres(before, a)
    if (thereM >= NO_WAY || !view.board(at, pickup, delivery)) continue
    // With a reload ahead there may be room that is not there without.
    let hasRoom = view.fits(at, pickup)
    if (!hasRoom && reloads.length === 0) continue
    const legM = view.isEmpty ? 0 : view.metres(before, after)
    const legS = view.isEmpty ? 0 : view.seconds(before, after)
    for (let second = at; second <= to; second++) {
      // Both ends belong to one trip.
      if (second > at && (view.isReload(second - 1) || !view.ride(second - 1))) break
      hasRoom &&= second === at || view.fits(second, pickup)
      if (!hasRoom && reloads.length === 0) break
      if (!view.mayAlight(second)) continue
      let metres = thereM - legM
      let seconds = view.seconds(before, a) - legS
      const beyond = view.rowAt(second)
      if (second === at) {
        metres += view.metres(a, b) + view.metres(b, after)
        seconds += view.seconds(a, b) + view.seconds(b, after)
      } else {
        const last = view.rowBefore(second)
        metres +=
          view.metres(a, after) + view.metres(last, b) + view.metres(b, beyond) - view.metres(last, beyond)
        seconds +=
          view.seconds(a, after) +
          view.seconds(last, b) +
          view.seconds(b, beyond) -
          view.seconds(last, beyond)
      }
      if (metres >= NO_WAY / 2) continue
      const bound = opening + view.priceOfMetres(metres)
      const estimate = bound + view.priceOfSeconds(seconds)
      if (hasRoom) places.add(estimate, bound, route, at, second)
      if (view.isEmpty && !view.mayReloadFirst) continue
      for (let r = 0; r < reloads.length; r++) {
        const reload = reloads[r] ?? 0
        const depot = view.row(reload)
        if (!(at === from && !view.mayReloadFirst) && !view.isReload(at - 1)) {
          const more = view.metres(before, depot) + view.metres(depot, a) - thereM
          const price = view.priceOfMetres(more)
          if (more < NO_WAY / 2) {
            places.ahead[places.add(estimate + price, bound + price, route, at, second)] = reload
          }
        }
        if (hasRoom && second < to && !view.isReload(second)) {
          const more = view.metres(b, depot) + view.metres(depot, beyond) - view.metres(b, beyond)
          const price = view.priceOfMetres(more)
          if (more < NO_WAY / 2) {
            places.behind[places.add(estimate + price, bound + price, route, at, second)] = reload
          }
        }
      }
    }
  }
}
