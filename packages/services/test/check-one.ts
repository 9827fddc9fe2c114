import type { ImportField } from '@cartage/domain'
import type { CheckContext } from '../src/order-file/check-context.ts'
import { rowChecker, type CheckedRow } from '../src/order-file/check-rows.ts'
import { aContext } from './order-file-context.ts'

/** Columns by field name; `weight_kg` and `parcels` are loads. */
const columnsOf = (names: readonly string[]) =>
  names.map((name) =>
    name === 'weight_kg' || name === 'parcels'
      ? { name, field: 'load' as const, dimension: name }
      : { name, field: name as ImportField },
  )

const good = { reference: 'A-1', lat: '41.15', lon: '-8.61' }

/** Checks rows given as cells by column; reference and coordinate are good unless the row says otherwise. */
export function checkAll(
  rows: readonly Record<string, string>[],
  changes: Partial<CheckContext> = {},
): CheckedRow[] {
  const full = rows.map((row) => ({ ...good, ...row }))
  const names = [...new Set(full.flatMap((row) => Object.keys(row)))]
  const checker = rowChecker(columnsOf(names), aContext(changes))
  return full.map((row, index) => {
    const cells = new Map(Object.entries(row))
    return checker.check({ row: index + 2, cells: names.map((name) => cells.get(name) ?? '') })
  })
}

export const checkOne = (row: Record<string, string>, changes: Partial<CheckContext> = {}): CheckedRow =>
  checkAll([row], changes)[0]!
