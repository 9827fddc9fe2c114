import type { MatrixRows, NearestRoad, Region } from '@cartage/roads'
import type { TableQuery } from '../query.ts'

/** A table that is computed as it is written: each run of `forEachRows` works it out anew. */
export interface Table {
  readonly region: Region
  readonly query: TableQuery
  readonly places: readonly NearestRoad[]
  /** Rows in order, a few at a time; `onEstimate` hears of each cell that is a straight line. */
  forEachRows(visit: (rows: MatrixRows) => void, onEstimate?: (cell: number) => void): void
}
