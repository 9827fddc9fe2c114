import { LEAST_GAIN } from './penalised-moves.ts'
import type { PenalisedMoves } from './penalised-moves.ts'

/** Bits of `promising`. */
export const RELOCATE = 1
export const RELOCATE_TWO = 2
export const RELOCATE_TURNED = 4
export const SWAP = 8
export const SWAP_TWO_ONE = 16
export const SWAP_TWO = 32
export const REVERSE = 64
export const SWAP_TAILS = 128
export const SWAP_HEADS = 256
/** All of them. */
export const EVERY = 511
/** What the bits of moves to the place in front of the second stop are shifted by. */
export const BEFORE = 9

/**
 * The moves of `u` to a near `v` whose metres penalties might make up for: those that join the two, and shifted by
 * `BEFORE` those to the place in front of `v`. Nearly every move fails by its metres, and has most of its legs in
 * common with the others, so that all of them are looked at in little more time than one.
 */
export function promising(moves: PenalisedMoves, u: number, v: number, isSame: boolean): number {
  const { next, prev, routeOf, penalty, forward, backward } = moves.plan
  const { count, fixed, reversible, at, width, distance } = moves.flat
  const p = prev[u] ?? 0
  const x = next[u] ?? 0
  const q = prev[v] ?? 0
  const y = next[v] ?? 0
  const toU = at[u] ?? 0
  const toV = at[v] ?? 0
  const toX = at[x] ?? 0
  const toY = at[y] ?? 0
  const fromP = (at[p] ?? 0) * width
  const fromQ = (at[q] ?? 0) * width
  const fromU = toU * width
  const fromV = toV * width
  const fromX = toX * width
  const pu = distance[fromP + toU] ?? 0
  const pv = distance[fromP + toV] ?? 0
  const px = distance[fromP + toX] ?? 0
  const qu = distance[fromQ + toU] ?? 0
  const qv = distance[fromQ + toV] ?? 0
  const qx = distance[fromQ + toX] ?? 0
  const uv = distance[fromU + toV] ?? 0
  const ux = distance[fromU + toX] ?? 0
  const uy = distance[fromU + toY] ?? 0
  const vu = distance[fromV + toU] ?? 0
  const vx = distance[fromV + toX] ?? 0
  const vy = distance[fromV + toY] ?? 0
  const xv = distance[fromX + toV] ?? 0
  const xy = distance[fromX + toY] ?? 0
  const other = isSame ? 0 : (penalty[routeOf[v] ?? 0] ?? 0) + fixed
  const most = (penalty[routeOf[u] ?? 0] ?? 0) + other - LEAST_GAIN

  let found = 0
  const one = most - px + pu + ux
  if (vu + uy - vy < one) found |= RELOCATE
  if (qu + uv - qv < one) found |= RELOCATE << BEFORE
  if (qu + uy + pv + vx - pu - ux - qv - vy < most) found |= SWAP
  if (isSame) {
    const turnU = (backward[u] ?? 0) - (forward[u] ?? 0)
    const turnV = (backward[v] ?? 0) - (forward[v] ?? 0)
    const turnX = (backward[x] ?? 0) - (forward[x] ?? 0)
    if (uv + xy - ux - vy + turnV - turnX < most) found |= REVERSE
    if (qu + vx - qv - ux + turnU - turnV < most) found |= REVERSE << BEFORE
  } else {
    if (uy + vx - ux - vy < most) found |= SWAP_TAILS
    if (uv + qx - ux - qv < most) found |= SWAP_TAILS << BEFORE
    // Between two stops at ends of routes there is no leg left.
    if (reversible && uv + (x < count && y < count ? xy : 0) - ux - vy < most) found |= SWAP_HEADS
  }
  if (x >= count) return found
  const xx = next[x] ?? 0
  const toXX = at[xx] ?? 0
  const left = pu + (distance[fromX + toXX] ?? 0)
  const turn = (distance[fromX + toU] ?? 0) - ux
  const two = most + left - (distance[fromP + toXX] ?? 0)
  if (vu + xy - vy < two) found |= RELOCATE_TWO
  if (vx + uy + turn - vy < two) found |= RELOCATE_TURNED
  if (qu + xv - qv < two) found |= RELOCATE_TWO << BEFORE
  if (qx + uv + turn - qv < two) found |= RELOCATE_TURNED << BEFORE
  const swapped = most + left + qv - qu - pv
  if (xy + (distance[fromV + toXX] ?? 0) - vy < swapped) found |= SWAP_TWO_ONE
  if (y >= count) return found
  const fromY = toY * width
  const toYY = at[next[y] ?? 0] ?? 0
  const across = (distance[fromX + toYY] ?? 0) + (distance[fromY + toXX] ?? 0)
  if (across - (distance[fromY + toYY] ?? 0) < swapped) found |= SWAP_TWO
  return found
}
