import { FormatError } from './format-error.ts'
import { readCount } from './read-figures.ts'
import { sectionRows } from './vrplib-sections.ts'
import type { VrplibFile } from './vrplib-sections.ts'

/** More nodes than any file has that can be solved; a slip of the pen should not ask for all memory. */
const MOST_NODES = 1_000_000

/** How many nodes a file says that it has. */
export function readDimension(file: VrplibFile): number {
  const field = file.fields.get('DIMENSION')
  const line = field?.line ?? 0
  const size = readCount(field?.value, line, 'DIMENSION')
  if (size >= 1 && size <= MOST_NODES) return size
  throw new FormatError(line, 'DIMENSION', `must be from 1 to ${MOST_NODES}, is ${field?.value}`)
}

/** The index of a node by its number in the file. @throws FormatError when there is none. */
export function nodeIndex(word: string | undefined, line: number, field: string, size: number): number {
  const node = readCount(word, line, `${field} node`)
  if (node < 1 || node > size) throw new FormatError(line, field, `there is no node ${node}`)
  return node - 1
}

/** The nodes that a file names as depots, up to a -1 and each once. */
export function readDepots(
  file: VrplibFile,
  size: number,
): { readonly node: number; readonly line: number }[] {
  const words = sectionRows(file, 'DEPOT_SECTION', false).flatMap((row) =>
    row.words.map((word) => ({ word, line: row.line })),
  )
  const end = words.findIndex(({ word }) => word === '-1')
  const beyond = end < 0 ? undefined : words[end + 1]
  if (beyond !== undefined) {
    throw new FormatError(beyond.line, 'DEPOT_SECTION', `"${beyond.word}" stands behind the -1 that ends it`)
  }
  const depots = words
    .slice(0, end < 0 ? words.length : end)
    .map(({ word, line }) => ({ node: nodeIndex(word, line, 'DEPOT_SECTION', size), line }))
  depots.forEach(({ node, line }, index) => {
    if (depots.findIndex((depot) => depot.node === node) === index) return
    throw new FormatError(line, 'DEPOT_SECTION', `node ${node + 1} stands twice`)
  })
  return depots
}
