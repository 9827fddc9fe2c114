import { haversineM } from '@cartage/domain'
import type { MatrixRows, NearestRoad, Region } from '@cartage/roads'
import type { TableQuery } from '../query.ts'
import type { AnswerSink } from './answer-sink.ts'
import { writeBinaryTable } from './binary-table.ts'
import { writeJsonTable } from './json-table.ts'
import type { Table } from './table.ts'
import { locatePoints } from './waypoint.ts'

export function answerTable(region: Region, query: TableQuery, sink: AnswerSink): void {
  const places = locatePoints(region, query)
  const placesAt = (indices: readonly number[]): NearestRoad[] =>
    indices.flatMap((index) => places[index] ?? [])
  const approachesAt = (indices: readonly number[]) =>
    indices.map((index) => query.points[index]?.approach ?? 'unrestricted')
  const ends = { sources: placesAt(query.sources), targets: placesAt(query.targets) }
  const table: Table = {
    region,
    query,
    places,
    forEachRows: (visit, onEstimate) => {
      region.matrixRows(
        ends,
        (rows) => {
          sink.checkCancelled()
          estimate(rows, query, places, onEstimate)
          if (query.scaleFactor !== 1) scale(rows.durationS, query.scaleFactor)
          visit(rows)
        },
        {
          profile: query.profile,
          approach: { sources: approachesAt(query.sources), targets: approachesAt(query.targets) },
        },
      )
    },
  }
  if (query.format === 'json') writeJsonTable(table, sink)
  else writeBinaryTable(table, sink)
}

/** Fills cells without a way with the straight line, where that is asked for. */
function estimate(
  { first, count, columns, durationS, distanceM }: MatrixRows,
  { fallbackMps, fallbackFrom, points, sources, targets }: TableQuery,
  places: readonly NearestRoad[],
  onEstimate: ((cell: number) => void) | undefined,
): void {
  if (fallbackMps === undefined) return
  const ends = fallbackFrom === 'input' ? points : places
  for (let at = 0; at < count * columns; at++) {
    if (durationS[at] !== Infinity) continue
    const row = first + Math.floor(at / columns)
    const column = at % columns
    const from = ends[sources[row] ?? 0]
    const to = ends[targets[column] ?? 0]
    if (!from || !to) continue
    const metres = haversineM(from, to)
    durationS[at] = metres / fallbackMps
    distanceM[at] = metres
    onEstimate?.(row * columns + column)
  }
}

function scale(values: Float64Array, factor: number): void {
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * factor
}
