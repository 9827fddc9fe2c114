import type { ParsedProblem } from './benchmark.ts'
import { fieldOf, pathOf } from './json-lines.ts'
import type { ParsedVroom } from './vroom.ts'
import { vroomPath } from './vroom.ts'

/** A value of a JSON file: its keys and positions, and the same as text. */
export interface PlaceInFile {
  readonly path: readonly PropertyKey[]
  readonly field: string
}

/**
 * Where a field of a problem, such as `jobs[3].windows`, stands in the file that it was read from, in the file's own
 * words; undefined where its format has no such fields.
 */
export function placeInFile(parsed: ParsedProblem | ParsedVroom, field: string): PlaceInFile | undefined {
  if (parsed.format !== 'cartage' && !isVroom(parsed)) return undefined
  const path = isVroom(parsed) ? vroomPath(pathOf(field), parsed.input) : pathOf(field)
  return { path, field: fieldOf(path) }
}

function isVroom(parsed: ParsedProblem | ParsedVroom): parsed is ParsedVroom {
  return parsed.format === 'vroom'
}
