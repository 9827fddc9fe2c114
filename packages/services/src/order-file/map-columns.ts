import { createHash } from 'node:crypto'
import type { Finding, ImportColumn, ImportField } from '@cartage/domain'
import { fieldOfHeader, normaliseHeader, type HeaderMeaning } from './column-aliases.ts'

export interface MapColumnsOptions {
  /** Capacity dimensions of the fleet: a column of such a name is a load. */
  readonly dimensions: readonly string[]
  /** What was chosen for a file with this header before; it goes before all guessing. */
  readonly remembered?: readonly ImportColumn[] | undefined
}

export interface ColumnMapping {
  readonly columns: readonly ImportColumn[]
  /** Findings on the header, row 1. */
  readonly findings: readonly Finding[]
}

/** Fields that several columns may feed: their texts are joined or kept side by side. */
export const isShared = (field: ImportField): boolean =>
  field === 'custom' || field === 'ignore' || field === 'notes' || field === 'skills' || field === 'windows'

/** One slot for each field that only one column can fill. */
export const slotOf = ({
  field,
  dimension = '',
}: {
  field: ImportField
  dimension?: string | undefined
}): string => (field === 'load' ? `load ${dimension}` : field)

/** A name for all files with this header, in any spelling that {@link normaliseHeader} forgives. */
export function headerSignature(header: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(header.map(normaliseHeader)))
    .digest('hex')
}

/**
 * Gives each column of a header a meaning. A column that nobody has heard of is kept as a custom field, with a
 * warning; of two columns with one meaning the one with the more telling name wins and the other is kept as custom.
 */
export function mapColumns(
  header: readonly string[],
  { dimensions, remembered }: MapColumnsOptions,
): ColumnMapping {
  const chosen = new Map(remembered?.map((column) => [normaliseHeader(column.name), column]))
  const meanings = header.map((name): HeaderMeaning | undefined => {
    const before = chosen.get(normaliseHeader(name))
    return before === undefined
      ? fieldOfHeader(name, dimensions)
      : {
          field: before.field,
          rank: -1,
          ...(before.dimension === undefined ? {} : { dimension: before.dimension }),
        }
  })
  const winners = winnerOfEachSlot(meanings)
  const findings: Finding[] = []
  const columns = header.map((name, index): ImportColumn => {
    const meaning = meanings[index]
    if (meaning === undefined) {
      findings.push(
        onHeader('COLUMN_UNKNOWN', name, `"${name}" is not a known column; it is kept as a custom field.`),
      )
      return { name, field: 'custom' }
    }
    const winner = winners.get(slotOf(meaning))
    if (!isShared(meaning.field) && winner !== index) {
      const other = header[winner ?? 0] ?? ''
      findings.push(
        onHeader(
          'COLUMN_DUPLICATE',
          name,
          `"${name}" means the same as "${other}", which is used; this one is kept as a custom field.`,
        ),
      )
      return { name, field: 'custom' }
    }
    return meaning.dimension === undefined
      ? { name, field: meaning.field }
      : { name, field: meaning.field, dimension: meaning.dimension }
  })
  return { columns, findings }
}

const onHeader = (code: 'COLUMN_UNKNOWN' | 'COLUMN_DUPLICATE', name: string, text: string): Finding => ({
  code,
  severity: 'warning',
  row: 1,
  column: name,
  value: name,
  text,
  suggestion: null,
})

const winnerOfEachSlot = (meanings: readonly (HeaderMeaning | undefined)[]): Map<string, number> => {
  const winners = new Map<string, number>()
  for (const [index, meaning] of meanings.entries()) {
    if (meaning === undefined) {
      continue
    }
    const slot = slotOf(meaning)
    const best = meanings[winners.get(slot) ?? -1]
    if (best === undefined || meaning.rank < best.rank) {
      winners.set(slot, index)
    }
  }
  return winners
}
