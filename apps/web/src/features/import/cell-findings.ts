import type { EditImportInput, Finding, FindingCode, ImportColumn, ImportRow } from '@cartage/domain'

export type Edit = EditImportInput['edits'][number]

/** The findings of one cell, errors first. Those that name no column of the file belong to the row's own cell. */
export function findingsOfCell(
  row: ImportRow,
  column: ImportColumn | null,
  columns: readonly ImportColumn[],
): readonly Finding[] {
  const isHere = (finding: Finding): boolean =>
    column === null ? !columns.some(({ name }) => name === finding.column) : finding.column === column.name
  return row.findings
    .filter(isHere)
    .toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}

/** The edits that a finding suggests. */
export function suggestedEdits({ row, suggestion }: Finding): readonly Edit[] {
  return Object.entries(suggestion ?? {}).map(([column, value]) => ({ row, column, value }))
}

/** The edits that all findings of a kind suggest, in the order of the rows. */
export function suggestedEditsOfKind(rows: readonly ImportRow[], code: FindingCode): readonly Edit[] {
  return rows
    .flatMap((row) => row.findings.filter((finding) => finding.code === code))
    .flatMap(suggestedEdits)
}

/** A suggestion in words: `41.1496` or `Latitude 41.1496, Longitude -8.6060`. */
export function suggestionWords(finding: Finding): string | null {
  const parts = Object.entries(finding.suggestion ?? {})
  if (parts.length === 0) return null
  if (parts.length === 1 && parts[0]?.[0] === finding.column)
    return parts[0][1] === '' ? 'leave it empty' : parts[0][1]
  return parts.map(([column, value]) => `${column} ${value === '' ? 'empty' : value}`).join(', ')
}
