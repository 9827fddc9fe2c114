import type { Objective } from '../model/options.ts'
import { prepare } from '../model/prepare.ts'
import { pricing } from '../model/prices/pricing.ts'
import type { Problem } from '../model/problem.ts'
import { ProblemError } from '../model/problem-error.ts'
import { FormatError } from './format-error.ts'
import { pathOf } from './json-lines.ts'

/** Where in its file a field of a problem comes from. */
export type PlaceOf = (path: readonly PropertyKey[]) => readonly [line: number, field: string]

/** Runs what refuses a problem. @throws FormatError for it at the place in the file that the refused field comes from. */
export function inFile(placeOf: PlaceOf, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const [line, field] = placeOf(pathOf(error.field))
    throw new FormatError(line, field, error.message.slice(error.field.length + 2))
  }
}

/** Checks a problem and what is minimised, so that it is refused by the place in its file and not by the search. */
export function checkMade(problem: Problem, objective: Objective, placeOf: PlaceOf): void {
  inFile(placeOf, () => pricing(prepare(problem), objective))
}
