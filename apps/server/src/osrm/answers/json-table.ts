import { jsonType } from './answer-query.ts'
import type { AnswerSink } from './answer-sink.ts'
import type { Table } from './answer-table.ts'
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
  if (durations) {
    out.text(',"durations":[')
    table.forEachRows(({ first, columns, durationS, distanceM }) => {
      writeRows(out, first, columns, durationS)
      later?.set(Uint32Array.from(distanceM, tenthsOrNoWay), first * columns)
    }, onEstimate)
    out.character(close)
  }
  if (distances) {
    out.text(',"distances":[')
    if (later) writeKeptRows(out, targets.length, later)
    else {
      table.forEachRows(
        ({ first, columns, distanceM }) => writeRows(out, first, columns, distanceM),
        onEstimate,
      )
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

function writeRows(out: ChunkWriter, first: number, columns: number, values: Float64Array): void {
  for (let at = 0; at < values.length; at++) {
    beginCell(out, first * columns + at, columns)
    writeCell(out, tenthsOrNoWay(values[at] ?? Infinity))
  }
  if (values.length > 0) out.character(close)
}

function writeKeptRows(out: ChunkWriter, columns: number, values: Uint32Array): void {
  for (let at = 0; at < values.length; at++) {
    beginCell(out, at, columns)
    writeCell(out, values[at] ?? noWay)
  }
  if (values.length > 0) out.character(close)
}

/** A row is closed when the next one begins, and the last one by whoever writes it. */
function beginCell(out: ChunkWriter, cell: number, columns: number): void {
  if (cell % columns > 0) return out.character(comma)
  if (cell > 0) out.character(comma)
  out.character(open)
}

function writeCell(out: ChunkWriter, tenths: number): void {
  if (tenths === noWay) out.text('null')
  else out.tenths(tenths)
}

function tenthsOrNoWay(value: number): number {
  return value === Infinity ? noWay : Math.round(value * 10)
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
