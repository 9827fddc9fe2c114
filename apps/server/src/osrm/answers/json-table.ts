import { jsonType } from './answer-sink.ts'
import type { AnswerSink } from './answer-sink.ts'
import type { Table } from './table.ts'
import { ChunkWriter } from './chunk-writer.ts'
import { waypointWriter } from './waypoint.ts'

// Up to so many cells the second table waits in memory, four bytes a cell; a larger one is worked out again.
const keptCells = 16_000_000
const noWay = 0xffffffff
const [comma, open, close] = [0x2c, 0x5b, 0x5d]

/** Writes a table as OSRM does, while it is worked out: no part of it is ever held as one text. */
export function writeJsonTable(table: Table, sink: AnswerSink): void {
  const { query, places } = table
  const { sources, targets, durations, distances } = query
  const cells = sources.length * targets.length
  const out = new ChunkWriter(sink)
  sink.head({ contentType: jsonType })
  out.text('{"code":"Ok"')
  if (query.withWaypoints) {
    const writeWaypoint = waypointWriter(table.region, query)
    const texts = query.points.map((point, index) => {
      const place = places[index]
      return place ? JSON.stringify(writeWaypoint(point, place)) : 'null'
    })
    writeList(out, 'sources', sources, texts)
    writeList(out, 'destinations', targets, texts)
  }
  const estimates = query.fallbackMps === undefined ? undefined : new Uint8Array(Math.ceil(cells / 8))
  const onEstimate = (cell: number): void => {
    if (estimates) estimates[cell >>> 3] = (estimates[cell >>> 3] ?? 0) | (1 << (cell & 7))
  }
  const later = durations && distances && cells <= keptCells ? new Uint32Array(cells) : undefined
  const inTenths = rowsInTenths(targets.length)
  if (durations) {
    out.text(',"durations":[')
    table.forEachRows(({ first, count, columns, durationS, distanceM }) => {
      for (let row = 0; row < count; row++) {
        writeRow(out, first + row, inTenths(durationS, row))
        later?.set(inTenths(distanceM, row), (first + row) * columns)
      }
    }, onEstimate)
    out.character(close)
  }
  if (distances) {
    out.text(',"distances":[')
    if (later) {
      for (let row = 0; row < sources.length; row++) {
        writeRow(out, row, later.subarray(row * targets.length, (row + 1) * targets.length))
      }
    } else {
      table.forEachRows(({ first, count, distanceM }) => {
        for (let row = 0; row < count; row++) writeRow(out, first + row, inTenths(distanceM, row))
      }, onEstimate)
    }
    out.character(close)
  }
  if (estimates) writeEstimates(out, targets.length, estimates)
  out.text('}')
  out.flush()
}

function writeList(
  out: ChunkWriter,
  name: string,
  indices: readonly number[],
  texts: readonly string[],
): void {
  out.text(`,"${name}":[`)
  indices.forEach((index, at) => {
    if (at > 0) out.character(comma)
    out.text(texts[index] ?? 'null')
  })
  out.character(close)
}

function writeRow(out: ChunkWriter, row: number, tenths: Float64Array | Uint32Array): void {
  if (row > 0) out.character(comma)
  out.character(open)
  for (let column = 0; column < tenths.length; column++) {
    if (column > 0) out.character(comma)
    const cell = tenths[column] ?? noWay
    if (cell === noWay) out.text('null')
    else out.tenths(cell)
  }
  out.character(close)
}

/** A row of a few, in tenths, in memory that the next one overwrites. */
function rowsInTenths(columns: number): (values: Float64Array, row: number) => Float64Array {
  const tenths = new Float64Array(columns)
  return (values, row) => {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] ?? Infinity
      tenths[column] = value < Infinity ? Math.round(value * 10) : noWay
    }
    return tenths
  }
}

function writeEstimates(out: ChunkWriter, columns: number, estimates: Uint8Array): void {
  out.text(',"fallback_speed_cells":[')
  let isFirst = true
  for (let cell = 0; cell < estimates.length * 8; cell++) {
    if (((estimates[cell >>> 3] ?? 0) & (1 << (cell & 7))) === 0) continue
    out.text(`${isFirst ? '' : ','}[${Math.floor(cell / columns)},${cell % columns}]`)
    isFirst = false
  }
  out.character(close)
}
