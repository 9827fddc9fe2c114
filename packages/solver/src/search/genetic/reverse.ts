import { LEAST_GAIN } from './penalised-moves.ts'
import type { PenalisedMoves } from './penalised-moves.ts'

/** Drives the stops behind `u` up to `v`, on the same route, the other way round. */
export function reverse(moves: PenalisedMoves, u: number, v: number): boolean {
  const { next, routeOf, position, penalty, load, forward, backward } = moves.plan
  if ((position[u] ?? 0) + 1 >= (position[v] ?? 0)) return false
  const route = routeOf[u] ?? 0
  const x = next[u] ?? 0
  const y = next[v] ?? 0
  const metres =
    moves.metres(u, v) +
    moves.metres(x, y) -
    moves.metres(u, x) -
    moves.metres(v, y) +
    (backward[v] ?? 0) -
    (backward[x] ?? 0) -
    (forward[v] ?? 0) +
    (forward[x] ?? 0)
  const owed = penalty[route] ?? 0
  if (metres >= owed - LEAST_GAIN) return false
  let warp = 0
  if (moves.flat.timed) {
    moves.begin(u)
    moves.walk(v, x, true)
    warp = moves.end(y)
  }
  const price = metres - owed + moves.plan.priceOf(load[route] ?? 0, warp)
  if (price >= -LEAST_GAIN) return false
  moves.gain = -price
  moves.plan.changes++
  let before = u
  for (let node = v; node !== u;) {
    const following = moves.plan.prev[node] ?? 0
    moves.plan.join(before, node)
    before = node
    node = following
  }
  moves.plan.join(before, y)
  moves.plan.update(route)
  return true
}
