import type { ImportColumn } from '@cartage/domain'
import { cleanText } from '../order-file/clean-text.ts'

/** The references that rows have, without those that have none. */
export function referencesOf(
  columns: readonly ImportColumn[],
  rows: readonly { readonly cells: readonly string[] }[],
): string[] {
  const at = columns.findIndex(({ field }) => field === 'reference')
  return rows.map(({ cells }) => cleanText(cells[at] ?? '').text).filter((reference) => reference !== '')
}
