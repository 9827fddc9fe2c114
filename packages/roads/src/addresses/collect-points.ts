import { isClosedWay, nodesOfWay, ringsOfRelation } from '../areas/area-rings.ts'
import type { OsmData, Tags } from '../osm/osm-data.ts'
import { namesOf } from './collect-places.ts'
import { nameKey } from './name-key.ts'
import { metresBetween } from './metres.ts'
import { isNamedPoint, isTransitStop } from './point-tags.ts'

/** A named thing that one may be sent to: a shop, a hotel, a school, a stop, a park. */
export interface CollectedPoint {
  readonly name: string
  readonly otherNames: readonly string[]
  /** 1e-7 degrees. */
  readonly lon: number
  readonly lat: number
  /** Too large for one point to say where it is entered. */
  readonly isWide: boolean
  readonly town: string | undefined
  readonly postcode: string | undefined
}

/** A thing larger than this from corner to corner has no one door. */
const wideM = 300
/** Two points of one name this near are one thing drawn twice, or both sides of a stop. */
const samePointM = 300

/** Name keys that mean something else. */
interface TakenNames {
  readonly places: ReadonlySet<string>
  readonly streets: ReadonlySet<string>
}

/**
 * The named points of an extract, each once. Names of places are no names of points, nor are names of streets names of stops: they would only
 * stand in the way of what they are named after.
 */
export function collectPoints(osm: OsmData, taken: TakenNames): CollectedPoint[] {
  const points: CollectedPoint[] = []
  const byName = new Map<string, CollectedPoint[]>()
  const add = (tags: Tags, nodes: ArrayLike<number>): void => {
    const isStop = isTransitStop(tags)
    const [name, ...otherNames] = namesOf(tags).filter((text) => {
      const key = nameKey(text)
      return /\p{L}{2}/u.test(text) && !taken.places.has(key) && !(isStop && taken.streets.has(key))
    })
    if (name === undefined) return
    const key = nameKey(name)
    const point = {
      name,
      otherNames,
      ...middleOf(osm, nodes),
      town: tags['addr:city'],
      postcode: tags['addr:postcode'],
    }
    const namesakes = byName.get(key) ?? []
    const isKnown = namesakes.some(
      ({ lon, lat }) => metresBetween(lon, lat, point.lon, point.lat) <= samePointM,
    )
    if (isKnown) return
    byName.set(key, [...namesakes, point])
    points.push(point)
  }
  for (const [node, tags] of osm.nodeTags) if (isNamedPoint(tags)) add(tags, [node])
  osm.wayTags.forEach((tags, way) => {
    if (tags['highway'] !== undefined || !isNamedPoint(tags)) return
    const nodes = nodesOfWay(osm, way)
    if (isClosedWay(nodes)) add(tags, nodes)
  })
  for (const relation of osm.relations) {
    if (!isNamedPoint(relation.tags)) continue
    const largest = ringsOfRelation(osm, relation).outers.toSorted((a, b) => b.length - a.length)[0]
    if (largest) add(relation.tags, largest)
  }
  return points
}

/** The middle of the box around an outline. */
function middleOf(osm: OsmData, nodes: ArrayLike<number>): Pick<CollectedPoint, 'lon' | 'lat' | 'isWide'> {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < nodes.length; i++) {
    const lon = osm.nodeLon[nodes[i] ?? 0] ?? 0
    const lat = osm.nodeLat[nodes[i] ?? 0] ?? 0
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return {
    lon: Math.round((west + east) / 2),
    lat: Math.round((south + north) / 2),
    isWide: metresBetween(west, south, east, north) > wideM,
  }
}
