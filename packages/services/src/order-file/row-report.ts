import type { Finding, FindingCode } from '@cartage/domain'
import type { Cell } from './row-cells.ts'

export type Suggestion = Readonly<Record<string, string>>

/** Collects what the checks find in one row. */
export interface RowReport {
  readonly findings: readonly Finding[]
  readonly hasError: boolean
  /** Keeps the row out. */
  error(code: FindingCode, cell: Cell, text: string, suggestion?: Suggestion | null): void
  /** Lets the row in. */
  warn(code: FindingCode, cell: Cell, text: string, suggestion?: Suggestion | null): void
}

export function rowReport(row: number): RowReport {
  const findings: Finding[] = []
  let hasError = false
  const add = (
    severity: Finding['severity'],
    code: FindingCode,
    cell: Cell,
    text: string,
    suggestion: Suggestion | null,
  ) => {
    findings.push({ code, severity, row, column: cell.column, value: cell.raw, text, suggestion })
  }
  return {
    findings,
    get hasError() {
      return hasError
    },
    error(code, cell, text, suggestion = null) {
      hasError = true
      add('error', code, cell, text, suggestion)
    },
    warn(code, cell, text, suggestion = null) {
      add('warning', code, cell, text, suggestion)
    },
  }
}

/** New text for one cell; null where the file has no such column. */
export const suggest = (cell: Cell, value: string): Suggestion | null =>
  cell.column === null ? null : { [cell.column]: value }

/** New texts for several cells; null where one of them has no column. */
export function suggestAll(...changes: readonly (readonly [cell: Cell, value: string])[]): Suggestion | null {
  const entries: [string, string][] = []
  for (const [{ column }, value] of changes) {
    if (column === null) {
      return null
    }
    entries.push([column, value])
  }
  return Object.fromEntries(entries)
}
