import type { Region } from '@cartage/roads'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TableQuery } from '../query.ts'
import { writeJsonTable } from './json-table.ts'
import type { Table } from './table.ts'

/** A table of these cells, two rows at a time as the roads do. */
function aTable(durations: readonly (readonly number[])[], distances: readonly (readonly number[])[]): Table {
  const columns = durations[0]?.length ?? 0
  const query: TableQuery = {
    service: 'table',
    profile: 'car',
    points: [],
    withHints: false,
    withWaypoints: false,
    sources: [...durations.keys()],
    targets: [...(durations[0] ?? []).keys()],
    durations: true,
    distances: true,
    fallbackMps: undefined,
    fallbackFrom: 'input',
    scaleFactor: 1,
    format: 'json',
  }
  return {
    region: {} as Region,
    query,
    places: [],
    forEachRows: (visit) => {
      for (let first = 0; first < durations.length; first += 2) {
        const rows = durations.slice(first, first + 2)
        visit({
          first,
          count: rows.length,
          columns,
          durationS: Float64Array.from(rows.flat()),
          distanceM: Float64Array.from(distances.slice(first, first + 2).flat()),
        })
      }
    },
  }
}

function written(table: Table, keptCells?: number): { readonly text: string; readonly chunks: number } {
  const chunks: Uint8Array[] = []
  writeJsonTable(
    table,
    { head: () => undefined, write: (bytes) => void chunks.push(bytes), checkCancelled: () => undefined },
    keptCells,
  )
  return { text: Buffer.concat(chunks).toString(), chunks: chunks.length }
}

const inTenths = (rows: readonly (readonly number[])[]) =>
  rows.map((row) => row.map((value) => (value < Infinity ? Math.round(value * 10) / 10 : null)))

describe('a table as JSON', () => {
  it('holds every cell in tenths, and null where there is no way', () => {
    const cell = fc.oneof(
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      fc.double({ min: 0, max: 1e12, noNaN: true }),
      fc.constantFrom(0, 0.04, 0.05, 9.95, 99.95, 999.949, 1000, 429_496_729.5, 429_496_729.6, Infinity),
    )
    const cells = fc
      .integer({ min: 1, max: 6 })
      .chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
      )
    fc.assert(
      fc.property(cells, (rows) => {
        const short = rows.map((row) => row.map((value) => (value < 1e8 ? value : Infinity)))

        const { text } = written(aTable(rows, short))

        expect(JSON.parse(text)).toEqual({
          code: 'Ok',
          durations: inTenths(rows),
          distances: inTenths(short),
        })
      }),
      { numRuns: 300 },
    )
  })

  it('is the same over many chunks, and when its distances are worked out a second time', () => {
    const rows = Array.from({ length: 301 }, (_, row) =>
      Array.from({ length: 400 }, (__, column) => (row * 7919 + column * 104_729) / 1_234),
    )
    const table = aTable(rows, rows.toReversed())

    const kept = written(table)
    const again = written(table, 0)

    expect(kept.chunks).toBeGreaterThan(5)
    expect(again.text).toBe(kept.text)
    expect(JSON.parse(kept.text).distances).toEqual(inTenths(rows.toReversed()))
  })
})
