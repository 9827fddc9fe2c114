import { FormatError } from './format-error.ts'
import { readAmount, readCount } from './read-figures.ts'
import type { ReadFigure } from './read-figures.ts'
import { nodeIndex } from './vrplib-nodes.ts'
import type { VrplibFile } from './vrplib-sections.ts'

/** Rows of figures by position; a single field gives the same row to all. */
export interface Columns {
  /** The section or field. */
  readonly name: string
  /** Figures in the longest row. */
  readonly width: number
  readonly at: (index: number) => readonly number[]
  readonly lineOf: (index: number) => number
}

interface Shape {
  /** Amounts when absent. */
  readonly read?: ReadFigure
  /** Figures in a row: 1 when absent, `same` for as many in each row, `any` for lists. */
  readonly width?: number | 'same' | 'any'
}

/**
 * A section with rows by node, or the field of the same name; undefined when the file has neither. Each of the nodes
 * `of` has a row, and other rows have no figure but 0, which would be lost.
 */
export function perNode(
  file: VrplibFile,
  name: string,
  { size, of }: { readonly size: number; readonly of: readonly number[] },
  shape: Shape = {},
): Columns | undefined {
  const found = findSection(file, name)
  if (found === undefined) return fromField(file, name, shape)
  const { section, title } = found
  const rows = new Map<number, { readonly figures: readonly number[]; readonly line: number }>()
  for (const { words, line } of section.rows) {
    const node = nodeIndex(words[0], line, title, size)
    const twin = rows.get(node)
    if (twin !== undefined) {
      throw new FormatError(line, title, `node ${node + 1} stands on line ${twin.line} already`)
    }
    rows.set(node, { figures: readFigures(words.slice(1), line, title, shape), line })
  }
  for (const node of of) {
    if (!rows.has(node)) throw new FormatError(section.line, title, `node ${node + 1} is missing`)
  }
  const asked = new Set(of)
  for (const [node, { figures, line }] of rows) {
    const lost = figures.find((figure) => figure !== 0)
    if (asked.has(node) || lost === undefined) continue
    throw new FormatError(line, title, `must be 0 for node ${node + 1}, which has no use for it, is ${lost}`)
  }
  return columnsOf(title, [...rows.values()], shape, {
    at: (node) => rows.get(node)?.figures ?? [],
    lineOf: (node) => rows.get(node)?.line ?? section.line,
  })
}

/** A section with a row for each vehicle in turn, or the field of the same name. */
export function perVehicle(
  file: VrplibFile,
  name: string,
  count: number,
  shape: Shape = {},
): Columns | undefined {
  const found = findSection(file, name)
  if (found === undefined) return fromField(file, name, shape)
  const { section, title } = found
  if (section.rows.length !== count) {
    throw new FormatError(section.line, title, `has ${section.rows.length} vehicles, VEHICLES says ${count}`)
  }
  const rows = section.rows.map(({ words, line }, index) => {
    const vehicle = readCount(words[0], line, `${title} vehicle`)
    if (vehicle !== index + 1)
      throw new FormatError(line, title, `must be vehicle ${index + 1}, is ${vehicle}`)
    return { figures: readFigures(words.slice(1), line, title, shape), line }
  })
  return columnsOf(title, rows, shape, {
    at: (vehicle) => rows[vehicle]?.figures ?? [],
    lineOf: (vehicle) => rows[vehicle]?.line ?? section.line,
  })
}

/** A section, which the field of the same name does not stand beside. */
function findSection(file: VrplibFile, name: string) {
  const title = `${name}_SECTION`
  const section = file.sections.get(title)
  const field = file.fields.get(name)
  if (section !== undefined && field !== undefined) {
    throw new FormatError(field.line, name, `is in ${title} as well, on line ${section.line}`)
  }
  return section === undefined ? undefined : { section, title }
}

function fromField(file: VrplibFile, name: string, shape: Shape): Columns | undefined {
  const field = file.fields.get(name)
  if (field === undefined) return undefined
  const figures = readFigures(field.value.split(/\s+/), field.line, name, shape)
  return { name, width: figures.length, at: () => figures, lineOf: () => field.line }
}

function readFigures(
  words: readonly string[],
  line: number,
  name: string,
  { read = readAmount, width = 1 }: Shape,
): number[] {
  if (words.length === 0 && width !== 'any') throw new FormatError(line, name, 'is missing')
  if (typeof width === 'number' && words.length !== width) {
    throw new FormatError(line, name, `has ${words.length} figures, must have ${width}`)
  }
  return words.map((word) => read(word, line, name))
}

function columnsOf(
  name: string,
  rows: readonly { readonly figures: readonly number[]; readonly line: number }[],
  { width }: Shape,
  access: Pick<Columns, 'at' | 'lineOf'>,
): Columns {
  const first = rows[0]?.figures.length ?? 0
  const other = rows.find(({ figures }) => figures.length !== first)
  if (width === 'same' && other !== undefined) {
    throw new FormatError(other.line, name, `has ${other.figures.length} figures, the first row has ${first}`)
  }
  return { name, width: first, ...access }
}
