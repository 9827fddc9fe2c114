import type { Neighbours } from '../neighbours.ts'
import type { PenalisedMoves } from './penalised-moves.ts'

/** Inserts a stop without a route beside a near one, or alone, at the least cost. */
export function insertStop(moves: PenalisedMoves, u: number, near: Neighbours): void {
  const { plan, flat } = moves
  const { routeOf, prev, next } = plan
  let best = Infinity
  let place = -1
  for (let i = 0; i < near.width; i++) {
    const v = near.nodes[u * near.width + i] ?? 0
    if ((routeOf[v] ?? -1) < 0) continue
    const before = prev[v] ?? 0
    const behind = priceInsertion(moves, u, v, best)
    if (behind < best) {
      best = behind
      place = v
    }
    const ahead = priceInsertion(moves, u, before, best)
    if (ahead < best) {
      best = ahead
      place = before
    }
  }
  for (let route = 0; route < flat.routeCount; route++) {
    const start = plan.startOf(route)
    const isEmpty = plan.isEmpty(route)
    const price = priceInsertion(moves, u, start, best) + (isEmpty ? flat.fixed : 0)
    if (price < best) {
      best = price
      place = start
    }
    if (isEmpty) break
  }
  const after = next[place] ?? 0
  plan.join(place, u)
  plan.join(u, after)
  plan.update(routeOf[place] ?? 0)
}

/** What a stop costs behind another on a route; Infinity when it is no less than the best known. */
function priceInsertion(moves: PenalisedMoves, u: number, place: number, best: number): number {
  const { next, routeOf, load, penalty } = moves.plan
  const after = next[place] ?? 0
  const route = routeOf[place] ?? 0
  let price = moves.metres(place, u) + moves.metres(u, after) - moves.metres(place, after)
  price -= penalty[route] ?? 0
  price += moves.plan.priceOf((load[route] ?? 0) + (moves.flat.load[u] ?? 0), 0)
  if (price >= best) return Infinity
  if (moves.flat.timed) {
    moves.begin(place)
    moves.walk(u, u, false)
    price += moves.plan.warpWeight * moves.end(after)
  }
  return price
}
