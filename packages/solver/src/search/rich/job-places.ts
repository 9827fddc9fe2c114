import { NO_WAY } from '../../model/travel/travel-table.ts'
import { NEVER } from '../space.ts'
import type { PlaceHeap } from './place-heap.ts'
import type { RouteView } from './route-view.ts'

/**
 * Adds the places of a route for one node: between any two stops, alone or with a reload right before or behind
 * it. `opening` is paid in any place. Cost: O(stops * reloads).
 */
export function addJobPlaces(
  places: PlaceHeap,
  view: RouteView,
  node: number,
  opening: number,
  reloads: readonly number[],
): void {
  const { from, to } = view
  const own = view.row(node)
  for (let at = view.open; at <= to; at++) {
    const before = view.rowBefore(at)
    const after = view.rowAt(at)
    const legM = view.isEmpty ? 0 : view.metres(before, after)
    const legS = view.isEmpty ? 0 : view.seconds(before, after)
    const thereM = view.metres(before, own)
    const thereS = view.seconds(before, own)
    const onwardM = view.metres(own, after)
    const onwardS = view.seconds(own, after)
    const leave = view.leaveAfter(at, node, -1)
    const isOpen = thereM < NO_WAY && onwardM < NO_WAY && view.fits(at, node)
    if (isOpen && leave < NEVER && view.isInTime(leave, own, at, -1)) {
      add(places, view, opening, thereM + onwardM - legM, thereS + onwardS - legS, at)
    }
    if (view.isEmpty && !view.mayReloadFirst) continue
    for (let r = 0; r < reloads.length; r++) {
      const reload = reloads[r] ?? 0
      const depot = view.row(reload)
      if (!(at === from && !view.mayReloadFirst) && !view.isReload(at - 1) && view.fitsFirst(at, node)) {
        const late = view.leaveAfter(at, node, reload)
        const metres = view.metres(before, depot) + view.metres(depot, own) + onwardM - legM
        if (metres < NO_WAY / 2 && late < NEVER && view.isInTime(late, own, at, -1)) {
          const seconds = view.seconds(before, depot) + view.seconds(depot, own) + onwardS - legS
          places.ahead[add(places, view, opening, metres, seconds, at)] = reload
        }
      }
      if (at < to && !view.isReload(at) && view.fitsLast(at, node)) {
        const metres = thereM + view.metres(own, depot) + view.metres(depot, after) - legM
        if (metres < NO_WAY / 2 && leave < NEVER && view.isInTime(leave, own, at, reload)) {
          const seconds = thereS + view.seconds(own, depot) + view.seconds(depot, after) - legS
          places.behind[add(places, view, opening, metres, seconds, at)] = reload
        }
      }
    }
  }
}

function add(
  places: PlaceHeap,
  view: RouteView,
  opening: number,
  metres: number,
  seconds: number,
  at: number,
): number {
  const bound = opening + view.priceOfMetres(metres)
  return places.add(bound + view.priceOfSeconds(seconds), bound, view.route, at, -1)
}
