import { readCount, readNumber } from './benchmark.ts'
import { FormatError } from './format-error.ts'
import { sectionRows } from './vrplib-sections.ts'
import type { VrplibFile } from './vrplib-sections.ts'

/** Rows of figures by position, with the line each stands on; a single field gives the same row to all. */
export interface Columns {
  readonly rows: readonly (readonly number[])[]
  readonly lineOf: (index: number) => number
}

/** A section with a row for each node, or the field of the same name; undefined when the file has neither. */
export function perNode(file: VrplibFile, name: string, size: number): Columns | undefined {
  const section = `${name}_SECTION`
  if (!file.sections.has(section)) return fromField(file, name, size)
  const rows = Array.from({ length: size }, (): readonly number[] => [])
  const lines = new Map<number, number>()
  for (const { words, line } of sectionRows(file, section, true)) {
    const node = nodeIndex(words[0], line, section, size)
    if (words.length < 2) throw new FormatError(line, section, 'is missing')
    rows[node] = words.slice(1).map((word) => readNumber(word, line, section))
    lines.set(node, line)
  }
  return { rows, lineOf: (node) => lines.get(node) ?? file.sections.get(section)?.line ?? 0 }
}

/** A section with a row for each vehicle in turn, or the field of the same name. */
export function perVehicle(file: VrplibFile, name: string, count: number): Columns | undefined {
  const section = `${name}_SECTION`
  if (!file.sections.has(section)) return fromField(file, name, count)
  const rows = sectionRows(file, section, true)
  const line = file.sections.get(section)?.line ?? 0
  if (rows.length !== count) {
    throw new FormatError(line, section, `has ${rows.length} vehicles, VEHICLES says ${count}`)
  }
  return {
    rows: rows.map((row) => row.words.slice(1).map((word) => readNumber(word, row.line, section))),
    lineOf: (vehicle) => rows[vehicle]?.line ?? line,
  }
}

/** The index of a node by its number in the file. @throws FormatError when there is none. */
export function nodeIndex(word: string | undefined, line: number, field: string, size: number): number {
  const node = readCount(word, line, `${field} node`)
  if (node < 1 || node > size) throw new FormatError(line, field, `there is no node ${node}`)
  return node - 1
}

function fromField(file: VrplibFile, name: string, count: number): Columns | undefined {
  const field = file.fields.get(name)
  if (field === undefined) return undefined
  const value = readNumber(field.value, field.line, name)
  return { rows: Array.from({ length: count }, () => [value]), lineOf: () => field.line }
}
