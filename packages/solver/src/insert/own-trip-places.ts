import { NO_WAY } from '../model/travel/travel-table.ts'
import type { PlaceHeap } from '../search/rich/place-heap.ts'
import type { RouteView } from '../search/rich/route-view.ts'
import { NEVER } from '../search/space.ts'

/**
 * Adds the places of a route for a node, or for a pickup and its delivery, that bring a reload before and another
 * behind, so that what stands between them is a trip. `pair` is -1 for none, `opening` is paid in any place. Cost:
 * O(stops * reloads^2), with a pair O(stops^2 * reloads^2).
 */
export function addOwnTripPlaces(
  places: PlaceHeap,
  view: RouteView,
  node: number,
  pair: number,
  opening: number,
  reloads: readonly number[],
): void {
  const { route, from, open, to } = view
  const a = view.row(node)
  const b = view.row(pair < 0 ? node : pair)
  for (let at = open; at < to; at++) {
    if ((at === from && !view.mayReloadFirst) || view.isReload(at - 1)) continue
    for (let second = at; second < (pair < 0 ? at + 1 : to); second++) {
      if (second > at && view.isReload(second - 1)) break
      if (view.isReload(second)) continue
      for (const ahead of reloads) {
        if (view.leaveAfter(at, node, ahead) >= NEVER) continue
        for (const behind of reloads) {
          const stands = { at, second, ahead, behind, a, b }
          const metres = detour(view, stands, (x, y) => view.metres(x, y))
          const seconds = detour(view, stands, (x, y) => view.seconds(x, y))
          if (metres >= NO_WAY / 2) continue
          const bound = opening + view.priceOfMetres(metres)
          const place = places.add(
            bound + view.priceOfSeconds(seconds),
            bound,
            route,
            at,
            pair < 0 ? -1 : second,
          )
          places.ahead[place] = ahead
          places.behind[place] = behind
        }
      }
    }
  }
}

interface Stands {
  readonly at: number
  readonly second: number
  readonly ahead: number
  readonly behind: number
  /** Rows of the first node and of the last one. */
  readonly a: number
  readonly b: number
}

/** What legs are more with a place than without. */
function detour(
  view: RouteView,
  { at, second, ahead, behind, a, b }: Stands,
  leg: (from: number, to: number) => number,
): number {
  const [before, after] = [view.rowBefore(at), view.rowAt(at)]
  const [last, beyond] = [view.rowBefore(second), view.rowAt(second)]
  const inside = second === at ? leg(a, b) : leg(a, after) + leg(last, b) - leg(last, beyond)
  return (
    leg(before, view.row(ahead)) +
    leg(view.row(ahead), a) +
    inside +
    leg(b, view.row(behind)) +
    leg(view.row(behind), beyond) -
    leg(before, after)
  )
}
