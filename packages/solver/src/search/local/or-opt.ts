import type { Moves } from './moves.ts'

/**
 * Or-opt (Or 1976): moves `length` stops that begin at `first` behind `target`, on the same or another route, the
 * way round that is shorter. With length 1 this is a relocation.
 */
export function orOpt(moves: Moves, first: number, length: number, target: number): boolean {
  const { next, prev, routeOf } = moves.plan
  const from = routeOf[first] ?? -1
  const to = routeOf[target] ?? -1
  let last = first
  for (let i = 1; i < length; i++) last = next[last] ?? 0
  if (!moves.isNode(last)) return false
  for (let node = first, i = 0; i < length; node = next[node] ?? 0, i++) if (node === target) return false
  const before = prev[first] ?? 0
  const after = next[last] ?? 0
  const beyond = next[target] ?? 0
  if (target === before) return false
  const saved =
    moves.leg(from, before, first) +
    moves.leg(from, last, after) -
    moves.leg(from, before, after) +
    moves.leg(to, target, beyond)
  const straight = moves.leg(to, target, first) + moves.leg(to, last, beyond)
  const turned = moves.leg(to, target, last) + moves.leg(to, first, beyond)
  if (Math.min(straight, turned) >= saved) return false
  return (
    (straight < saved && place(moves, { first, last, target, before, after, from, to }, false)) ||
    (length > 1 && turned < saved && place(moves, { first, last, target, before, after, from, to }, true))
  )
}

interface Stretch {
  readonly first: number
  readonly last: number
  readonly target: number
  readonly before: number
  readonly after: number
  readonly from: number
  readonly to: number
}

function place(moves: Moves, stretch: Stretch, isTurned: boolean): boolean {
  const { next } = moves.plan
  const { first, last, target, before, after, from, to } = stretch
  moves.begin()
  const put = (into: 1 | 2) => {
    if (isTurned) moves.appendReversed(into, first, last)
    else moves.append(into, first, last)
  }
  if (from === to) {
    // The route once more without the stretch, which comes in behind the target.
    const start = moves.plan.startOf(from)
    if (target === start) put(1)
    for (
      let node = next[start] ?? 0;
      moves.isNode(node);
      node = node === before ? after : (next[node] ?? 0)
    ) {
      if (node === first) {
        node = after
        if (!moves.isNode(node)) break
      }
      moves.push(1, node)
      if (node === target) put(1)
    }
    return moves.tryRoutes(from, to)
  }
  moves.append(1, next[moves.plan.startOf(from)] ?? 0, before)
  if (!moves.isNode(before)) moves.begin()
  moves.append(1, after, -1)
  const start = moves.plan.startOf(to)
  if (moves.isNode(target)) moves.append(2, next[start] ?? 0, target)
  put(2)
  moves.append(2, next[target] ?? 0, -1)
  return moves.tryRoutes(from, to)
}
