import type { Moves } from './moves.ts'

/**
 * 2-opt* (Potvin & Rousseau 1995): `a` drives on to `b` and what follows it; what followed `a` is served by the
 * other route behind what preceded `b`.
 */
export function twoOptStar(moves: Moves, a: number, b: number): boolean {
  const { plan } = moves
  const { next, prev, routeOf } = plan
  const routeA = routeOf[a] ?? -1
  const routeB = routeOf[b] ?? -1
  const afterA = next[a] ?? 0
  const beforeB = prev[b] ?? 0
  // The end sentinels change places when a tail is empty.
  const endA = moves.isNode(afterA) ? afterA : plan.startOf(routeB) + 1
  const saved = moves.leg(routeA, a, afterA) + moves.leg(routeB, beforeB, b)
  const added = moves.leg(routeA, a, b) + moves.leg(routeB, beforeB, endA)
  if (added >= saved) return false
  moves.begin()
  moves.append(1, next[plan.startOf(routeA)] ?? 0, a)
  moves.append(1, b, -1)
  if (moves.isNode(beforeB)) moves.append(2, next[plan.startOf(routeB)] ?? 0, beforeB)
  moves.append(2, afterA, -1)
  return moves.tryRoutes(routeA, routeB)
}
