import { nodesOfWay } from '../areas/area-rings.ts'
import { joinRings } from '../areas/join-rings.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { Drawing } from './classify.ts'
import { classifyLine } from './classify.ts'
import type { DrawnFeature } from './feature-list.ts'
import { flags } from './layers.ts'
import type { WorldPoints } from './world-points.ts'
import { largestZoom } from './vertex-zooms.ts'
import { extentZoom, isNumbered, lineZoom, namedFrom } from './zoom-rules.ts'

interface Group {
  readonly drawing: Drawing
  readonly name: string | undefined
  readonly ref: string | undefined
  readonly ways: number[]
}

/**
 * Lines of an extract. Ways that share all their attributes are joined end to end, so that names have room and joints cost nothing; for the zooms
 * that carry no names, all ways of one class and number are joined once more.
 */
export function* collectLines(osm: OsmData, points: WorldPoints): Generator<DrawnFeature> {
  const named = new Map<string, Group>()
  const unnamed = new Map<string, Group>()
  for (const [way, tags] of osm.wayTags.entries()) {
    const drawing = classifyLine(tags)
    if (!drawing || nodesOfWay(osm, way).length < 2) continue
    const name = tags['name']
    const ref = drawing.layer === 'roads' ? firstRef(tags['ref']) : undefined
    const key = [drawing.class, drawing.flags, name ?? '', ref ?? ''].join('\0')
    add(named, key, { drawing, name, ref }, way)
    const link = drawing.flags & flags.link
    const farRef = isNumbered(drawing.class) && link === 0 ? ref : undefined
    const plain = { drawing: { ...drawing, flags: link }, name: undefined, ref: farRef }
    add(unnamed, [drawing.class, link, farRef ?? ''].join('\0'), plain, way)
  }
  for (const group of named.values()) {
    yield* featuresOf(osm, points, group, namedFrom(group.drawing.class), largestZoom)
  }
  for (const group of unnamed.values()) {
    for (const feature of featuresOf(osm, points, group, 0, namedFrom(group.drawing.class) - 1)) {
      const minZoom = Math.max(feature.minZoom, extentZoom(extentOf(feature.parts[0] ?? [])))
      if (minZoom <= (feature.maxZoom ?? largestZoom)) yield { ...feature, minZoom }
    }
  }
}

/** A road may have several numbers (`A 1;IP 1`); a map has room for the first. */
function firstRef(ref: string | undefined): string | undefined {
  const first = ref?.split(';')[0]?.trim()
  return first === '' ? undefined : first
}

function add(groups: Map<string, Group>, key: string, group: Omit<Group, 'ways'>, way: number): void {
  const there = groups.get(key)
  if (there) there.ways.push(way)
  else groups.set(key, { ...group, ways: [way] })
}

function* featuresOf(
  osm: OsmData,
  points: WorldPoints,
  { drawing, name, ref, ways }: Group,
  fromZoom: number,
  maxZoom: number,
): Generator<DrawnFeature> {
  const minZoom = Math.max(fromZoom, lineZoom(drawing.class, (drawing.flags & flags.link) !== 0))
  if (minZoom > maxZoom) return
  const isOneway = (drawing.flags & flags.oneway) !== 0
  const nodes = ways.map((way) => {
    const isBackward = isOneway && osm.wayTags[way]?.['oneway'] === '-1'
    return isBackward ? nodesOfWay(osm, way).toReversed() : nodesOfWay(osm, way)
  })
  const { closed, open } = joinRings(nodes, { keepDirection: isOneway })
  for (const chain of [...closed, ...open]) {
    yield { ...drawing, name, ref, minZoom, maxZoom, parts: [points.of(chain)] }
  }
}

/** The longer side of a line's box. */
function extentOf(points: ArrayLike<number>): number {
  const low = [Infinity, Infinity]
  const high = [-Infinity, -Infinity]
  for (let i = 0; i < points.length; i++) {
    const value = points[i] ?? 0
    low[i & 1] = Math.min(low[i & 1] ?? 0, value)
    high[i & 1] = Math.max(high[i & 1] ?? 0, value)
  }
  return Math.max((high[0] ?? 0) - (low[0] ?? 0), (high[1] ?? 0) - (low[1] ?? 0))
}
