import { LEAST_GAIN } from './penalised-moves.ts'
import type { PenalisedMoves } from './penalised-moves.ts'

/**
 * Joins what is before `u` to what is before `v` on another route turned round, and likewise what is behind them;
 * only where routes are `reversible`.
 */
export function swapHeads(moves: PenalisedMoves, u: number, v: number): boolean {
  const { next, prev, routeOf, penalty, load, loadTo } = moves.plan
  const routeU = routeOf[u] ?? 0
  const routeV = routeOf[v] ?? 0
  const x = next[u] ?? 0
  const y = next[v] ?? 0
  const { count, fixed } = moves.flat
  const isFreed = x >= count && y >= count
  let metres = moves.metres(u, v) - moves.metres(u, x) - moves.metres(v, y)
  if (isFreed) metres -= fixed
  else
    metres +=
      x >= count ? moves.metres(count, y) : y >= count ? moves.metres(x, count + 1) : moves.metres(x, y)
  const owed = (penalty[routeU] ?? 0) + (penalty[routeV] ?? 0)
  if (metres >= owed - LEAST_GAIN) return false
  const heads = (loadTo[u] ?? 0) + (loadTo[v] ?? 0)
  const tails = (load[routeU] ?? 0) + (load[routeV] ?? 0) - heads
  const price = metres - owed + moves.plan.priceOf(heads, 0) + moves.plan.priceOf(tails, 0)
  if (price >= -LEAST_GAIN) return false
  moves.gain = -price
  moves.plan.changes++
  const startV = moves.plan.startOf(routeV)
  const endU = moves.plan.startOf(routeU) + 1
  const lastU = prev[endU] ?? 0
  let before = u
  for (let node = v; node < count;) {
    const following = prev[node] ?? 0
    moves.plan.join(before, node)
    before = node
    node = following
  }
  moves.plan.join(before, endU)
  before = startV
  if (x < count) {
    for (let node = lastU; ;) {
      const following = prev[node] ?? 0
      moves.plan.join(before, node)
      before = node
      if (node === x) break
      node = following
    }
  }
  moves.plan.join(before, y)
  moves.plan.update(routeU)
  moves.plan.update(routeV)
  return true
}
