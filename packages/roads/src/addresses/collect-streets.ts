import { nodesOfWay } from '../areas/area-rings.ts'
import type { OsmData, Tags } from '../osm/osm-data.ts'
import { namesOf } from './collect-places.ts'
import { metresBetween, metresPerUnit } from './metres.ts'
import { nameKey } from './name-key.ts'

/** A street: ways of one name that hang together. */
export interface CollectedStreet {
  readonly name: string
  readonly otherNames: readonly string[]
  /** Indices of its ways; empty for a street that only addresses know. */
  readonly ways: readonly number[]
  /** A point on it near its middle, 1e-7 degrees. */
  readonly lon: number
  readonly lat: number
  readonly postcode: string | undefined
  /** Town named by a tag of one of its ways. */
  readonly town: string | undefined
}

/** Pieces of one name further apart than this are two streets. A gap of this size is a square, a park or a dual carriageway. */
const joinGapM = 300

/** Values of `highway` that carry a name which is not a street's. */
const notStreets: ReadonlySet<string> = new Set([
  'construction',
  'proposed',
  'platform',
  'bus_stop',
  'rest_area',
  'services',
  'raceway',
  'elevator',
  'corridor',
  'abandoned',
])

/** The named streets of an extract. Ways of one name (after spelling out abbreviations) that meet or nearly meet are one street. */
export function collectStreets(osm: OsmData): CollectedStreet[] {
  const waysByName = new Map<string, number[]>()
  osm.wayTags.forEach((tags, way) => {
    const name = streetNameOf(tags)
    if (name === undefined || nodesOfWay(osm, way).length < 2) return
    const key = nameKey(name)
    const there = waysByName.get(key)
    if (there) there.push(way)
    else waysByName.set(key, [way])
  })
  return [...waysByName.values()].flatMap((ways) =>
    joinNearby(osm, ways).map((group) => streetOf(osm, group)),
  )
}

/** The way's name as a street: its `name`, or the number of an unnamed country road. */
function streetNameOf(tags: Tags): string | undefined {
  const highway = tags['highway']
  const isSquare = tags['place'] === 'square'
  if (!isSquare && (highway === undefined || notStreets.has(highway))) return undefined
  const name = namesOf(tags)[0]
  if (name !== undefined) return /\p{L}|\p{N}/u.test(name) ? name : undefined
  const isNumberedRoad = highway !== undefined && /^(trunk|primary|secondary|tertiary)$/.test(highway)
  return isNumberedRoad ? tags['ref']?.split(';')[0]?.trim() || undefined : undefined
}

interface Piece {
  readonly way: number
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

/** Splits ways of one name into groups that hang together. Sorted by longitude, so far pieces are never compared. */
function joinNearby(osm: OsmData, ways: readonly number[]): number[][] {
  const pieces = ways.map((way) => pieceOf(osm, way)).toSorted((a, b) => a.west - b.west)
  const gap = joinGapM / metresPerUnit
  const parent = pieces.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while ((parent[root] ?? root) !== root) root = parent[root] ?? root
    parent[index] = root
    return root
  }
  pieces.forEach((a, i) => {
    const widestGap = gap / Math.max(0.2, Math.cos((a.north / 1e7) * (Math.PI / 180)))
    for (let j = i - 1; j >= 0; j--) {
      const b = pieces[j]
      if (!b || rootOf(i) === rootOf(j)) continue
      if (b.east + widestGap < a.west) continue
      if (b.north + gap < a.south || a.north + gap < b.south) continue
      if (areNear(osm, a.way, b.way)) parent[rootOf(i)] = rootOf(j)
    }
  })
  const groups = new Map<number, number[]>()
  pieces.forEach((piece, index) => {
    const root = rootOf(index)
    const group = groups.get(root)
    if (group) group.push(piece.way)
    else groups.set(root, [piece.way])
  })
  return [...groups.values()]
}

function pieceOf(osm: OsmData, way: number): Piece {
  let west = Infinity
  let east = -Infinity
  let south = Infinity
  let north = -Infinity
  for (const node of nodesOfWay(osm, way)) {
    west = Math.min(west, osm.nodeLon[node] ?? 0)
    east = Math.max(east, osm.nodeLon[node] ?? 0)
    south = Math.min(south, osm.nodeLat[node] ?? 0)
    north = Math.max(north, osm.nodeLat[node] ?? 0)
  }
  return { way, west, east, south, north }
}

function areNear(osm: OsmData, wayA: number, wayB: number): boolean {
  const nodesB = nodesOfWay(osm, wayB)
  for (const a of nodesOfWay(osm, wayA)) {
    const lon = osm.nodeLon[a] ?? 0
    const lat = osm.nodeLat[a] ?? 0
    for (const b of nodesB) {
      if (metresBetween(lon, lat, osm.nodeLon[b] ?? 0, osm.nodeLat[b] ?? 0) <= joinGapM) return true
    }
  }
  return false
}

function streetOf(osm: OsmData, ways: readonly number[]): CollectedStreet {
  const names = [...new Set(ways.flatMap((way) => namesOf(osm.wayTags[way] ?? {})))]
  const firstTags = osm.wayTags[ways[0] ?? -1] ?? {}
  const tagged = (keys: readonly string[]): string | undefined => {
    for (const way of ways) {
      for (const key of keys) {
        const value = osm.wayTags[way]?.[key]
        if (value !== undefined && value !== '') return value
      }
    }
    return undefined
  }
  const name = streetNameOf(firstTags) ?? ''
  return {
    name,
    otherNames: names.filter((other) => other !== name),
    ways,
    ...middleOf(osm, ways),
    postcode: tagged(['postal_code', 'addr:postcode']),
    town: tagged(['addr:city', 'is_in:city', 'is_in:town', 'is_in:village', 'is_in'])
      ?.split(/[,;]/)[0]
      ?.trim(),
  }
}

/** The point on the street nearest to its centre of gravity (segments weighted by length): on the road even where the street bends. */
function middleOf(osm: OsmData, ways: readonly number[]): { readonly lon: number; readonly lat: number } {
  let weight = 0
  let lonSum = 0
  let latSum = 0
  eachSegment(osm, ways, (lonA, latA, lonB, latB) => {
    const length = metresBetween(lonA, latA, lonB, latB) + 0.01
    weight += length
    lonSum += ((lonA + lonB) / 2) * length
    latSum += ((latA + latB) / 2) * length
  })
  const lon = lonSum / weight
  const lat = latSum / weight
  const squash = Math.cos((lat / 1e7) * (Math.PI / 180))
  let best = { lon: Math.round(lon), lat: Math.round(lat) }
  let bestDistance = Infinity
  eachSegment(osm, ways, (lonA, latA, lonB, latB) => {
    const east = (lonB - lonA) * squash
    const north = latB - latA
    const along = (lon - lonA) * squash * east + (lat - latA) * north
    const fraction = Math.min(1, Math.max(0, along / (east * east + north * north || 1)))
    const onLon = lonA + (lonB - lonA) * fraction
    const onLat = latA + north * fraction
    const distance = metresBetween(lon, lat, onLon, onLat)
    if (distance >= bestDistance) return
    bestDistance = distance
    best = { lon: Math.round(onLon), lat: Math.round(onLat) }
  })
  return best
}

function eachSegment(
  osm: OsmData,
  ways: readonly number[],
  visit: (lonA: number, latA: number, lonB: number, latB: number) => void,
): void {
  for (const way of ways) {
    const nodes = nodesOfWay(osm, way)
    for (let i = 1; i < nodes.length; i++) {
      const a = nodes[i - 1] ?? 0
      const b = nodes[i] ?? 0
      visit(osm.nodeLon[a] ?? 0, osm.nodeLat[a] ?? 0, osm.nodeLon[b] ?? 0, osm.nodeLat[b] ?? 0)
    }
  }
}
