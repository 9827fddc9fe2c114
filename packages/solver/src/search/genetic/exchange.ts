import { LEAST_GAIN } from './penalised-moves.ts'
import type { PenalisedMoves } from './penalised-moves.ts'

/**
 * Swaps `first` stops from `u` on with `second` stops from `v` on; with `second` 0 the former go behind `v`, which
 * may be the start of a route. `reversed` turns the stops from `u` on round.
 */
export function exchange(
  moves: PenalisedMoves,
  u: number,
  first: number,
  v: number,
  second: number,
  reversed: boolean,
): boolean {
  const { next, prev, routeOf, position, penalty, load, loadTo, forward, backward } = moves.plan
  const { count, fixed } = moves.flat
  let uLast = u
  for (let i = 1; i < first; i++) uLast = next[uLast] ?? 0
  if (uLast >= count) return false
  let vLast = v
  for (let i = 1; i < second; i++) vLast = next[vLast] ?? 0
  if (second > 0 && vLast >= count) return false
  const routeU = routeOf[u] ?? 0
  const routeV = routeOf[v] ?? 0
  const isSame = routeU === routeV
  const p = prev[u] ?? 0
  const x = next[uLast] ?? 0
  // With nothing to swap, the stops go between q = v and y.
  const q = second > 0 ? (prev[v] ?? 0) : v
  const y = next[vLast] ?? 0
  if (isSame) {
    const isBefore = (position[uLast] ?? 0) < (position[v] ?? 0)
    if (!isBefore && (position[vLast] ?? 0) >= (position[u] ?? 0)) return false
    if (second === 0 ? v === p : x === v || y === u) return false
  }
  const head = reversed ? uLast : u
  const tail = reversed ? u : uLast
  let metres = moves.metres(q, head) + moves.metres(tail, y) - moves.metres(p, u) - moves.metres(uLast, x)
  if (reversed) {
    metres += (backward[uLast] ?? 0) - (backward[u] ?? 0) - (forward[uLast] ?? 0) + (forward[u] ?? 0)
  }
  if (second === 0) {
    metres += moves.metres(p, x) - moves.metres(q, y)
    if (fixed > 0 && !isSame) {
      if (p >= count && x >= count) metres -= fixed
      if (q >= count && y >= count) metres += fixed
    }
  } else {
    metres += moves.metres(p, v) + moves.metres(vLast, x) - moves.metres(q, v) - moves.metres(vLast, y)
  }
  const owed = (penalty[routeU] ?? 0) + (isSame ? 0 : (penalty[routeV] ?? 0))
  if (metres >= owed - LEAST_GAIN) return false

  let price = metres - owed
  if (isSame) {
    price += moves.plan.priceOf(load[routeU] ?? 0, warpWithin(moves, u, uLast, v, vLast, second, reversed))
  } else {
    const taken = (loadTo[uLast] ?? 0) - (loadTo[u] ?? 0) + (moves.flat.load[u] ?? 0)
    const given = second > 0 ? (loadTo[vLast] ?? 0) - (loadTo[v] ?? 0) + (moves.flat.load[v] ?? 0) : 0
    const loadU = (load[routeU] ?? 0) - taken + given
    const loadV = (load[routeV] ?? 0) + taken - given
    price += moves.plan.priceOf(loadV, 0)
    if (price >= -LEAST_GAIN) return false
    price += moves.plan.priceOf(loadU, 0)
    if (price >= -LEAST_GAIN) return false
    if (moves.flat.timed) {
      moves.begin(q)
      moves.walk(head, tail, reversed)
      price += moves.plan.warpWeight * moves.end(y)
      if (price >= -LEAST_GAIN) return false
      moves.begin(p)
      if (second > 0) moves.walk(v, vLast, false)
      price += moves.plan.warpWeight * moves.end(x)
    }
  }
  if (price >= -LEAST_GAIN) return false
  moves.gain = -price
  moves.plan.changes++
  apply(moves, p, u, uLast, x, q, v, vLast, y, second, reversed)
  moves.plan.update(routeU)
  if (!isSame) moves.plan.update(routeV)
  return true
}

/** Seconds turned back on a route after an exchange within it. */
function warpWithin(
  moves: PenalisedMoves,
  u: number,
  uLast: number,
  v: number,
  vLast: number,
  second: number,
  reversed: boolean,
): number {
  const { next, prev, position } = moves.plan
  if (!moves.flat.timed) return 0
  const head = reversed ? uLast : u
  const tail = reversed ? u : uLast
  const p = prev[u] ?? 0
  const x = next[uLast] ?? 0
  const y = next[vLast] ?? 0
  const q = second > 0 ? (prev[v] ?? 0) : v
  if ((position[u] ?? 0) < (position[v] ?? 0)) {
    moves.begin(p)
    if (second > 0) moves.walk(v, vLast, false)
    moves.walk(x, q, false)
    moves.walk(head, tail, reversed)
    return moves.end(y)
  }
  moves.begin(q)
  moves.walk(head, tail, reversed)
  moves.walk(y, p, false)
  if (second > 0) moves.walk(v, vLast, false)
  return moves.end(x)
}

function apply(
  moves: PenalisedMoves,
  p: number,
  u: number,
  uLast: number,
  x: number,
  q: number,
  v: number,
  vLast: number,
  y: number,
  second: number,
  reversed: boolean,
): void {
  const { plan } = moves
  if (second > 0) {
    plan.join(p, v)
    plan.join(vLast, x)
  } else plan.join(p, x)
  if (!reversed) {
    plan.join(q, u)
    plan.join(uLast, y)
    return
  }
  let before = q
  for (let node = uLast; ;) {
    const following = plan.prev[node] ?? 0
    plan.join(before, node)
    before = node
    if (node === u) break
    node = following
  }
  plan.join(before, y)
}
