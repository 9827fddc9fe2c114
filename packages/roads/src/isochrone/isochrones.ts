import { metresPerUnit } from '../graph/great-circle.ts'
import { shortWay } from '../graph/short-way.ts'
import { RoadsError } from '../errors.ts'
import type { RoadNetwork } from '../graph/road-network.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { coordinateAt } from '../query/edge-position.ts'
import type { EdgePosition } from '../query/edge-position.ts'
import type { Isochrone, IsochroneOptions, MultiPolygon } from '../region/types.ts'
import { contour } from './contour.ts'
import { CostField, RoadPieces } from './cost-field.ts'
import { ReachedRoads } from './reached-roads.ts'

// A step fine enough for streets, and as many vertices as take some tens of milliseconds.
const leastStepM = 12
const maxVertices = 400_000
// Roads are this many steps wide on either side: more than a cell's diagonal.
const roadSteps = 1.5
// A block of houses between two streets that are reached is reached too; a lake or a wood is not.
const reachM = 100
// Off the road one walks.
const walkingMPerS = 1.4

/**
 * Areas that can be reached from a position within limits, or from where it can be. The search on the roads is exact and gives
 * every stretch of road with its cost; these are spread over a grid (`CostField`), whose contour at the limit is the area. So the
 * border cuts roads where the time runs out, bridges carry it over water, and what lies between roads belongs to it only where
 * it is near one: convex or concave hulls of reached points get all three wrong.
 */
export class Isochrones {
  readonly #network: RoadNetwork
  readonly #metric: Metric
  readonly #roads = new Map<string, ReachedRoads>()
  readonly #pieces = new RoadPieces()

  constructor(network: RoadNetwork, metric: Metric) {
    this.#network = network
    this.#metric = metric
  }

  around(position: EdgePosition, options: IsochroneOptions): readonly Isochrone[] {
    const { durationsS = [], distancesM = [], signal } = options
    requireLimits(durationsS, distancesM)
    const direction = options.direction ?? 'from'
    const areas = (by: 'duration' | 'distance', limits: readonly number[]): readonly Isochrone[] => {
      if (limits.length === 0) return []
      signal?.throwIfAborted()
      const field = this.#field(position, by, direction, Math.max(...limits))
      return limits.map((limit) => {
        signal?.throwIfAborted()
        return { by, limit, geometry: field.area(limit) }
      })
    }
    return [...areas('duration', durationsS), ...areas('distance', distancesM)]
  }

  #field(
    position: EdgePosition,
    by: 'duration' | 'distance',
    direction: 'from' | 'to',
    limit: number,
  ): { area(limit: number): MultiPolygon } {
    const plane = new LocalPlane(this.#network, position)
    const pieces = this.#pieces
    pieces.count = 0
    this.#reachedRoads(by, direction).forEach(position, limit, (point, from, costFrom, to, costTo) => {
      // What is left of a stretch beyond the limit is not reached.
      const share = costTo > limit ? (limit - costFrom) / (costTo - costFrom) : 1
      const end = from + share * (to - from)
      pieces.push(
        plane.x(point, from),
        plane.y(point, from),
        costFrom,
        plane.x(point, end),
        plane.y(point, end),
        Math.min(limit, costTo),
      )
    })
    const field = layOut(pieces, by === 'duration' ? 1 / walkingMPerS : 1)
    return {
      area: (wanted) => ({
        type: 'MultiPolygon',
        coordinates: contour(field, wanted).map((rings) =>
          rings.map((ring) => {
            const line = ring.map(([x, y]) => plane.degrees(x, y))
            const [start] = line
            return start ? [...line, start] : []
          }),
        ),
      }),
    }
  }

  #reachedRoads(by: 'duration' | 'distance', direction: 'from' | 'to'): ReachedRoads {
    const key = `${by} ${direction}`
    const known = this.#roads.get(key)
    if (known) return known
    const roads = new ReachedRoads(this.#network, this.#metric, by, direction)
    this.#roads.set(key, roads)
    return roads
  }
}

function requireLimits(durationsS: readonly number[], distancesM: readonly number[]): void {
  if (durationsS.length + distancesM.length === 0) {
    throw new RoadsError('invalid_option', 'An isochrone needs a limit. Give durationsS or distancesM.')
  }
  for (const [name, limits] of Object.entries({ durationsS, distancesM })) {
    const at = limits.findIndex((limit) => !(limit > 0 && limit < Infinity))
    if (at < 0) continue
    throw new RoadsError(
      'invalid_option',
      `The limit ${name}[${at}] is ${limits[at]}. Give a number greater than 0.`,
    )
  }
}

/** A field around the pieces, with a border that nothing reaches. */
function layOut(pieces: RoadPieces, costPerM: number): CostField {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < 6 * pieces.count; at += 3) {
    const [x, y] = [pieces.values[at] ?? 0, pieces.values[at + 1] ?? 0]
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  const area = (east - west + 2 * reachM) * (north - south + 2 * reachM)
  const stepM = Math.max(leastStepM, Math.sqrt(area / maxVertices))
  const farM = Math.max(reachM, 2 * stepM)
  const border = farM + 1.01 * stepM
  const frame = {
    west: west - border,
    south: south - border,
    stepM,
    columns: Math.ceil((east - west + 2 * border) / stepM) + 1,
    rows: Math.ceil((north - south + 2 * border) / stepM) + 1,
  }
  return new CostField(frame, { roadM: roadSteps * stepM, reachM: farM, costPerM }, pieces)
}

/** Metres east and north of a position, in the plane that touches the earth there (equirectangular). */
class LocalPlane {
  readonly #pointLon: Int32Array
  readonly #pointLat: Int32Array
  /** 1e-7 degrees. */
  readonly #lon: number
  readonly #lat: number
  readonly #shrink: number

  constructor(network: RoadNetwork, { at }: EdgePosition) {
    this.#pointLon = network.pointLon
    this.#pointLat = network.pointLat
    ;[this.#lon, this.#lat] = coordinateAt(network, at)
    this.#shrink = Math.max(0.01, Math.cos((this.#lat / unitsPerDegree) * (Math.PI / 180)))
  }

  /** Of a share of the segment that starts at a point. */
  x(point: number, share: number): number {
    const start = this.#pointLon[point] ?? 0
    const east = start + share * shortWay((this.#pointLon[point + 1] ?? 0) - start) - this.#lon
    return shortWay(east) * this.#shrink * metresPerUnit
  }

  y(point: number, share: number): number {
    const start = this.#pointLat[point] ?? 0
    return (start + share * ((this.#pointLat[point + 1] ?? 0) - start) - this.#lat) * metresPerUnit
  }

  degrees(x: number, y: number): readonly [lon: number, lat: number] {
    return [
      Math.round(this.#lon + x / metresPerUnit / this.#shrink) / unitsPerDegree,
      Math.round(this.#lat + y / metresPerUnit) / unitsPerDegree,
    ]
  }
}
