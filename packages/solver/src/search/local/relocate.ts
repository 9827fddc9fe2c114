import type { Moves } from './moves.ts'
import { orOpt } from './or-opt.ts'

/** Moves one stop behind `target`, on the same or another route. */
export function relocate(moves: Moves, stop: number, target: number): boolean {
  return orOpt(moves, stop, 1, target)
}
