import type { Moves } from './moves.ts'

/** 2-opt (Croes 1958): drives the stretch behind `from` up to `to`, which lies further on, the other way round. */
export function twoOpt(moves: Moves, from: number, to: number): boolean {
  const { plan } = moves
  const { next, routeOf } = plan
  const route = routeOf[from] ?? -1
  const first = next[from] ?? 0
  const beyond = next[to] ?? 0
  if (first === to || !moves.isNode(first)) return false
  const saved = moves.leg(route, from, first) + moves.leg(route, to, beyond)
  const added = moves.leg(route, from, to) + moves.leg(route, first, beyond)
  if (added >= saved || !liesBehind(moves, first, to)) return false
  moves.begin()
  if (moves.isNode(from)) moves.append(1, next[plan.startOf(route)] ?? 0, from)
  moves.appendReversed(1, first, to)
  moves.append(1, beyond, -1)
  return moves.tryRoutes(route, route)
}

function liesBehind(moves: Moves, from: number, to: number): boolean {
  for (let node = from; moves.isNode(node); node = moves.plan.next[node] ?? 0) if (node === to) return true
  return false
}
