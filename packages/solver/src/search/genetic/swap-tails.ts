import { LEAST_GAIN } from './penalised-moves.ts'
import type { PenalisedMoves } from './penalised-moves.ts'

/** Swaps what is behind `u` with what is behind `v` on another route (2-opt*: Potvin & Rousseau 1995). */
export function swapTails(moves: PenalisedMoves, u: number, v: number): boolean {
  const { next, routeOf, penalty, load, loadTo, startS, warpTo, latestS, warpFrom } = moves.plan
  const { count, fixed, timed, at, width, gap } = moves.flat
  const routeU = routeOf[u] ?? 0
  const routeV = routeOf[v] ?? 0
  const x = next[u] ?? 0
  const y = next[v] ?? 0
  let metres = moves.metres(u, y) + moves.metres(v, x) - moves.metres(u, x) - moves.metres(v, y)
  if (fixed > 0 && v >= count) {
    if (x >= count) metres -= fixed
    if (y >= count) metres += fixed
  }
  const owed = (penalty[routeU] ?? 0) + (penalty[routeV] ?? 0)
  if (metres >= owed - LEAST_GAIN) return false
  const headU = loadTo[u] ?? 0
  const headV = loadTo[v] ?? 0
  let price = metres - owed
  price += moves.plan.priceOf(headU + (load[routeV] ?? 0) - headV, 0)
  price += moves.plan.priceOf(headV + (load[routeU] ?? 0) - headU, 0)
  if (price >= -LEAST_GAIN) return false
  if (timed) {
    const lateY = (startS[u] ?? 0) + (gap[(at[u] ?? 0) * width + (at[y] ?? 0)] ?? 0) - (latestS[y] ?? 0)
    const lateX = (startS[v] ?? 0) + (gap[(at[v] ?? 0) * width + (at[x] ?? 0)] ?? 0) - (latestS[x] ?? 0)
    let warp = (warpTo[u] ?? 0) + (warpFrom[y] ?? 0) + (warpTo[v] ?? 0) + (warpFrom[x] ?? 0)
    if (lateY > 0) warp += lateY
    if (lateX > 0) warp += lateX
    price += moves.plan.warpWeight * warp
    if (price >= -LEAST_GAIN) return false
  }
  moves.gain = -price
  moves.plan.changes++
  const endU = moves.plan.startOf(routeU) + 1
  const endV = moves.plan.startOf(routeV) + 1
  const lastU = moves.plan.prev[endU] ?? 0
  const lastV = moves.plan.prev[endV] ?? 0
  if (y === endV) moves.plan.join(u, endU)
  else {
    moves.plan.join(u, y)
    moves.plan.join(lastV, endU)
  }
  if (x === endU) moves.plan.join(v, endV)
  else {
    moves.plan.join(v, x)
    moves.plan.join(lastU, endV)
  }
  moves.plan.update(routeU)
  moves.plan.update(routeV)
  return true
}
