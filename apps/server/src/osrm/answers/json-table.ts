import { jsonType } from './answer-sink.ts'
import type { AnswerSink } from './answer-sink.ts'
import type { Table } from './table.ts'
import { ChunkWriter } from './chunk-writer.ts'
import { waypointWriter } from './waypoint.ts'

// Up to so many cells the second table waits in memory, four bytes a cell; a larger one is worked out again.
const mostKeptCells = 16_000_000
const noWay = 0xffffffff
const [comma, open, close] = [0x2c, 0x5b, 0x5d]

/** Writes a table as OSRM does, while it is worked out: no part of it is ever held as one text. */
export function writeJsonTable(table: Table, sink: AnswerSink, keptCells = mostKeptCells): void {
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
  if (durations) {
    out.text(',"durations":[')
    table.forEachRows(({ first, count, columns, durationS, distanceM }) => {
      for (let row = 0; row < count; row++) writeRow(out, first + row, columns, durationS, row * columns)
      if (later) keepTenths(distanceM, later, first * columns)
    }, onEstimate)
    out.character(close)
  }
  if (distances) {
    out.text(',"distances":[')
    if (later) writeKept(out, targets.length, later)
    else {
      table.forEachRows(({ first, count, columns, distanceM }) => {
        for (let row = 0; row < count; row++) writeRow(out, first + row, columns, distanceM, row * columns)
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

function writeRow(out: ChunkWriter, row: number, columns: number, values: Float64Array, from: number): void {
  for (let column = 0; column < columns; column++) {
    beginCell(out, row, column)
    const value = values[from + column] ?? Infinity
    if (value < Infinity) out.tenths(Math.round(value * 10))
    else out.text('null')
  }
  out.character(close)
}

function keepTenths(values: Float64Array, kept: Uint32Array, from: number): void {
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Infinity
    kept[from + at] = value < Infinity ? Math.round(value * 10) : noWay
  }
}

function writeKept(out: ChunkWriter, columns: number, kept: Uint32Array): void {
  for (let from = 0, row = 0; from < kept.length; from += columns, row++) {
    for (let column = 0; column < columns; column++) {
      beginCell(out, row, column)
      const tenths = kept[from + column] ?? noWay
      if (tenths === noWay) out.text('null')
      else out.tenths(tenths)
    }
    out.character(close)
  }
}

function beginCell(out: ChunkWriter, row: number, column: number): void {
  if (column > 0) return out.character(comma)
  if (row > 0) out.character(comma)
  out.character(open)
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
