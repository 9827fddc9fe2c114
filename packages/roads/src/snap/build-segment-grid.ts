import type { RoadNetwork } from '../graph/road-network.ts'
import { groupBy } from '../graph/adjacency.ts'
import { Int32List } from '../number-list.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { SectionReader, Sections } from '../sections.ts'

/** The lines of a network's edges. */
export type RoadLines = Pick<RoadNetwork, 'pointLon' | 'pointLat' | 'pointEdge'>

/**
 * A uniform grid over the region; each cell lists the segments that touch it, by their first point. A grid beats a tree
 * here: streets are short and evenly spread, cells hold few of them, and a ring of cells gives an exact lower bound
 * under the projection of the query's own latitude.
 */
export interface SegmentGrid {
  /** South-west corner and cell size, 1e-7 degrees: `[west, south, cellLon, cellLat, columns, rows]`. */
  readonly frame: Float64Array
  readonly offsets: Uint32Array
  readonly points: Uint32Array
}

export function gridSections({ frame, offsets, points }: SegmentGrid): Sections {
  return { 'grid.frame': frame, 'grid.offsets': offsets, 'grid.points': points }
}

export function openGrid(file: SectionReader): SegmentGrid {
  return {
    frame: file.float64('grid.frame'),
    offsets: file.uint32('grid.offsets'),
    points: file.uint32('grid.points'),
  }
}

const segmentsPerCell = 3
const maxCells = 1 << 22

export function buildSegmentGrid(lines: RoadLines): SegmentGrid {
  const { pointLon, pointLat, pointEdge } = lines
  const frame = layOutCells(pointLon, pointLat)
  const cells = new Int32List()
  const points = new Int32List()
  for (let point = 0; point + 1 < pointEdge.length; point++) {
    if (pointEdge[point] !== pointEdge[point + 1]) continue
    forEachCell(frame, lines, point, (cell) => {
      cells.push(cell)
      points.push(point)
    })
  }
  const [, , , , columns = 0, rows = 0] = frame
  const { offsets, items } = groupBy(new Uint32Array(cells.toArray().buffer), columns * rows)
  return { frame, offsets, points: items.map((item) => points.at(item)) }
}

function layOutCells(lons: Int32Array, lats: Int32Array): Float64Array {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let point = 0; point < lons.length; point++) {
    const lon = lons[point] ?? 0
    const lat = lats[point] ?? 0
    if (lon < west) west = lon
    if (lon > east) east = lon
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  const shrink = Math.max(0.01, Math.cos((((south + north) / 2 / unitsPerDegree) * Math.PI) / 180))
  const width = (east - west + 1) * shrink
  const height = north - south + 1
  const wanted = Math.max(1, Math.min(maxCells, lons.length / segmentsPerCell))
  const side = Math.max(Math.sqrt((width * height) / wanted), width / maxCells, height / maxCells, 1)
  const columns = Math.max(1, Math.ceil(width / side))
  const rows = Math.max(1, Math.ceil(height / side))
  return Float64Array.of(west, south, (east - west + 1) / columns, height / rows, columns, rows)
}

/** Visits the cells that a segment passes: row by row, only the columns between where it enters and leaves the row. */
function forEachCell(
  frame: Float64Array,
  { pointLon, pointLat }: RoadLines,
  point: number,
  visit: (cell: number) => void,
): void {
  const [west = 0, south = 0, cellLon = 1, cellLat = 1, columns = 1, rows = 1] = frame
  const column = (lon: number): number => clamp(Math.floor((lon - west) / cellLon), columns)
  const row = (lat: number): number => clamp(Math.floor((lat - south) / cellLat), rows)
  const lonA = pointLon[point] ?? 0
  const latA = pointLat[point] ?? 0
  const lonB = pointLon[point + 1] ?? 0
  const latB = pointLat[point + 1] ?? 0
  const first = row(latA) * columns + column(lonA)
  if (Math.abs(lonA - lonB) > 180 * unitsPerDegree) {
    // It crosses the 180th meridian: it is found from the cells of its ends.
    visit(first)
    visit(row(latB) * columns + column(lonB))
    return
  }
  const lowRow = row(Math.min(latA, latB))
  const highRow = row(Math.max(latA, latB))
  for (let at = lowRow; at <= highRow; at++) {
    const [enter, leave] = spanWithin(
      lonA,
      latA,
      lonB,
      latB,
      south + at * cellLat,
      south + (at + 1) * cellLat,
    )
    for (let c = column(Math.min(enter, leave)); c <= column(Math.max(enter, leave)); c++)
      visit(at * columns + c)
  }
}

/** Longitudes at which a segment enters and leaves a band of latitude. */
function spanWithin(
  lonA: number,
  latA: number,
  lonB: number,
  latB: number,
  bottom: number,
  top: number,
): [number, number] {
  if (latA === latB) return [lonA, lonB]
  const at = (lat: number): number => lonA + ((lonB - lonA) * (lat - latA)) / (latB - latA)
  const low = Math.max(bottom, Math.min(latA, latB))
  const high = Math.min(top, Math.max(latA, latB))
  return [at(low), at(high)]
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value))
}
