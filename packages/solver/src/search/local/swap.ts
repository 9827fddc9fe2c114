import type { Moves } from './moves.ts'

/** Exchanges two stops that are not next to each other, on the same or on two routes. */
export function swap(moves: Moves, a: number, b: number): boolean {
  const { next, prev, routeOf } = moves.plan
  const routeA = routeOf[a] ?? -1
  const routeB = routeOf[b] ?? -1
  if (a === b || next[a] === b || next[b] === a) return false
  const [beforeA = 0, afterA = 0, beforeB = 0, afterB = 0] = [prev[a], next[a], prev[b], next[b]]
  const saved =
    moves.leg(routeA, beforeA, a) +
    moves.leg(routeA, a, afterA) +
    moves.leg(routeB, beforeB, b) +
    moves.leg(routeB, b, afterB)
  const added =
    moves.leg(routeA, beforeA, b) +
    moves.leg(routeA, b, afterA) +
    moves.leg(routeB, beforeB, a) +
    moves.leg(routeB, a, afterB)
  if (added >= saved) return false
  moves.begin()
  copyExchanging(moves, 1, routeA, a, b)
  if (routeA !== routeB) copyExchanging(moves, 2, routeB, a, b)
  return moves.tryRoutes(routeA, routeB)
}

function copyExchanging(moves: Moves, into: 1 | 2, route: number, a: number, b: number): void {
  const { plan } = moves
  for (let node = plan.next[plan.startOf(route)] ?? 0; moves.isNode(node); node = plan.next[node] ?? 0) {
    moves.push(into, node === a ? b : node === b ? a : node, node)
  }
}
