/** Lists of whole numbers by row, laid end to end: row `r` is `values[offsets[r] .. offsets[r + 1]]`. */
export interface Rows {
  readonly offsets: Uint32Array
  readonly values: Uint32Array
}

/** Lays a list of rows end to end. */
export function toRows(lists: readonly (readonly number[])[]): Rows {
  const offsets = new Uint32Array(lists.length + 1)
  lists.forEach((list, row) => {
    offsets[row + 1] = (offsets[row] ?? 0) + list.length
  })
  const values = new Uint32Array(offsets[lists.length] ?? 0)
  lists.forEach((list, row) => values.set(list, offsets[row] ?? 0))
  return { offsets, values }
}

/** The numbers of one row, as a view. */
export function rowOf(rows: Rows, row: number): Uint32Array {
  return rows.values.subarray(rows.offsets[row] ?? 0, rows.offsets[row + 1] ?? 0)
}
