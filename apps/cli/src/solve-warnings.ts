import { findUnservable, placeInFile, prepare } from '@cartage/solver'
import type { Objective, ParsedProblem, ParsedVroom, Unservable } from '@cartage/solver'
import type { Io } from './io.ts'
import { lineFinder } from './line-of-path.ts'

const MOST_NAMED = 20

export interface SolvedFile {
  readonly name: string
  readonly text: string
  readonly parsed: ParsedProblem | ParsedVroom
}

/**
 * Tells before a search what no plan can serve, a line each, and where the file says so. The search goes on without.
 * @throws ProblemError for an option that cannot be right.
 */
export function warnOfUnservable({ name, text, parsed }: SolvedFile, objective: Objective, io: Io): void {
  // With all the options of the search, so that one that cannot be right is refused before anything is told.
  const found = findUnservable(prepare(parsed.problem), { ...parsed.options, objective })
  const lineOf = lineFinder(text)
  for (const unservable of found.slice(0, MOST_NAMED)) {
    io.stderr(`warning: ${name}: ${placeOf(parsed, unservable, lineOf)}: ${unservable.message}\n`)
  }
  if (found.length > MOST_NAMED) {
    io.stderr(`warning: ${name}: ${found.length - MOST_NAMED} more cannot be served\n`)
  }
}

/** In the words of the file: a line and a field, or the numbers of its customers. */
function placeOf(
  parsed: SolvedFile['parsed'],
  { field, job }: Unservable,
  lineOf: (path: readonly string[]) => number,
): string {
  const place = placeInFile(parsed, field)
  if (place !== undefined) return `line ${lineOf(place.path.map(String))}: ${place.field}`
  return job === undefined ? field : `customer ${parsed.numbersOf?.(job).join(', ') ?? job}`
}
