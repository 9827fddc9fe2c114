import { prepare } from '../src/index.ts'
import type { Problem } from '../src/index.ts'

/** Metres of a leg between two locations, in the profile of the first shift. */
export function metresBetween(problem: Problem, from: number, to: number): number {
  return prepare(problem).tables[0]!.metres.between(from, to)
}
