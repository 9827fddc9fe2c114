import type { AnswerSink } from './answer-sink.ts'
import type { Table } from './table.ts'
import { ChunkWriter } from './chunk-writer.ts'

export const binaryTableType = 'application/vnd.cartage.table'

/** `CTBL` in ASCII. */
const magic = 0x4c425443
const version = 1
const headerBytes = 32

/**
 * Writes a table as little-endian binary: a header of 32 bytes (`CTBL`; uint16 version 1; uint8 bytes a number, 4 or 8; uint8
 * contents, 1 durations + 2 distances; uint32 rows; uint32 columns; 16 bytes zero), then for each row its durations in
 * seconds and its distances in metres, as far as they were asked for, IEEE floats, `Infinity` where there is no way.
 */
export function writeBinaryTable(table: Table, sink: AnswerSink): void {
  const { sources, targets, durations, distances, format } = table.query
  const size = format === 'float64' ? 8 : 4
  const numbersARow = targets.length * (Number(durations) + Number(distances))
  const header = new DataView(new ArrayBuffer(headerBytes))
  header.setUint32(0, magic, true)
  header.setUint16(4, version, true)
  header.setUint8(6, size)
  header.setUint8(7, Number(durations) + 2 * Number(distances))
  header.setUint32(8, sources.length, true)
  header.setUint32(12, targets.length, true)
  sink.head({
    contentType: binaryTableType,
    length: headerBytes + sources.length * numbersARow * size,
  })
  const out = new ChunkWriter(sink)
  out.bytes(new Uint8Array(header.buffer))
  table.forEachRows(({ count, columns, durationS, distanceM }) => {
    for (let row = 0; row < count; row++) {
      if (durations) out.bytes(toBytes(durationS.subarray(row * columns, (row + 1) * columns), size))
      if (distances) out.bytes(toBytes(distanceM.subarray(row * columns, (row + 1) * columns), size))
    }
  })
  out.flush()
}

/** As every platform that Node runs on stores it: little end first. */
function toBytes(values: Float64Array, size: number): Uint8Array {
  const numbers = size === 8 ? values : new Float32Array(values)
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
