import { EARTH_RADIUS_M } from '@cartage/domain'
import { RoadsError } from '../errors.ts'
import type { RoadNetwork } from '../graph/road-network.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { coordinateAt } from '../query/edge-position.ts'
import type { EdgePosition } from '../query/edge-position.ts'
import type { Isochrone, IsochroneOptions, MultiPolygon } from '../region/types.ts'
import { contour } from './contour.ts'
import { CostField } from './cost-field.ts'
import type { RoadPiece } from './cost-field.ts'
import { polygonsOf } from './polygons.ts'
import { ReachedRoads } from './reached-roads.ts'

// A step fine enough for streets, and as many vertices as take some tens of milliseconds.
const leastStepM = 12
const maxVertices = 500_000
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
    const pieces: RoadPiece[] = []
    this.#reachedRoads(by, direction).forEach(position, limit, (point, from, costFrom, to, costTo) => {
      // What is left of a stretch beyond the limit is not reached.
      const share = costTo > limit ? (limit - costFrom) / (costTo - costFrom) : 1
      const [x0, y0] = plane.at(point + from)
      const [x1, y1] = plane.at(point + from + share * (to - from))
      pieces.push({ x0, y0, cost0: costFrom, x1, y1, cost1: Math.min(limit, costTo) })
    })
    const field = layOut(pieces, by === 'duration' ? 1 / walkingMPerS : 1)
    for (const piece of pieces) field.addPiece(piece)
    const { stepM } = field.frame
    return {
      area: (wanted) => ({
        type: 'MultiPolygon',
        coordinates: polygonsOf(contour(field, wanted), 4 * stepM * stepM).map((rings) =>
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
    throw new RoadsError('invalid_query', 'An isochrone needs a limit. Give durationsS or distancesM.')
  }
  for (const [name, limits] of Object.entries({ durationsS, distancesM })) {
    const at = limits.findIndex((limit) => !(limit > 0 && limit < Infinity))
    if (at < 0) continue
    throw new RoadsError(
      'invalid_query',
      `The limit ${name}[${at}] is ${limits[at]}. Give a number greater than 0.`,
    )
  }
}

/** A field around the pieces, with a border that nothing reaches. */
function layOut(pieces: readonly RoadPiece[], costPerM: number): CostField {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x0, y0, x1, y1 } of pieces) {
    west = Math.min(west, x0, x1)
    south = Math.min(south, y0, y1)
    east = Math.max(east, x0, x1)
    north = Math.max(north, y0, y1)
  }
  const area = (east - west + 2 * reachM) * (north - south + 2 * reachM)
  const stepM = Math.max(leastStepM, Math.sqrt(area / maxVertices))
  const roadM = roadSteps * stepM
  const farM = Math.max(reachM, 2 * stepM)
  const border = farM + 1.01 * stepM
  const frame = {
    west: west - border,
    south: south - border,
    stepM,
    columns: Math.ceil((east - west + 2 * border) / stepM) + 1,
    rows: Math.ceil((north - south + 2 * border) / stepM) + 1,
  }
  return new CostField(frame, { roadM, reachM: farM, costPerM })
}

const metresPerDegree = (EARTH_RADIUS_M * Math.PI) / 180

/** Metres east and north of a position, in the plane that touches the earth there (equirectangular). */
class LocalPlane {
  readonly #network: RoadNetwork
  readonly #lon: number
  readonly #lat: number
  readonly #shrink: number

  constructor(network: RoadNetwork, { at }: EdgePosition) {
    this.#network = network
    const [lon, lat] = coordinateAt(network, at)
    this.#lon = lon / unitsPerDegree
    this.#lat = lat / unitsPerDegree
    this.#shrink = Math.max(0.01, Math.cos((this.#lat * Math.PI) / 180))
  }

  /** Of a place on an edge that counts the network's points. */
  at(place: number): readonly [x: number, y: number] {
    const [lon, lat] = coordinateAt(this.#network, place)
    const east = lon / unitsPerDegree - this.#lon
    // The short way around the earth.
    const short = east - 360 * Math.round(east / 360)
    return [short * this.#shrink * metresPerDegree, (lat / unitsPerDegree - this.#lat) * metresPerDegree]
  }

  degrees(x: number, y: number): readonly [lon: number, lat: number] {
    return [toUnit(this.#lon + x / metresPerDegree / this.#shrink), toUnit(this.#lat + y / metresPerDegree)]
  }
}

function toUnit(degrees: number): number {
  return Math.round(degrees * unitsPerDegree) / unitsPerDegree
}
