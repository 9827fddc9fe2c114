import type { ShiftType } from '../group-shifts.ts'
import { tableOfLines } from './line-table.ts'
import { tableOfMatrix } from './matrix-table.ts'
import type { Problem } from '../problem.ts'
import type { TravelTable } from './travel-table.ts'

/** One table for each profile and speed in use; the given arrays themselves where nothing has to change. */
export function travelTables(problem: Problem, types: readonly ShiftType[], size: number): TravelTable[] {
  const tables: TravelTable[] = []
  for (const { table, shift } of types) {
    if (table < tables.length) continue
    const speed = shift.speedFactor ?? 1
    const matrix = problem.matrices[shift.profile]
    const lines = problem.straightLines?.[shift.profile]
    if (matrix !== undefined) tables.push(tableOfMatrix(matrix, problem.locationCount, size, speed))
    else if (lines !== undefined) tables.push(tableOfLines(lines, size, speed))
  }
  return tables
}
