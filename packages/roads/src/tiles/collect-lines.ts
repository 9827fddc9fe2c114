import { nodesOfWay } from '../areas/area-rings.ts'
import { joinRings } from '../areas/join-rings.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { Drawing } from './classify.ts'
import { classifyLine } from './classify.ts'
import type { FeatureList } from './feature-list.ts'
import { flags } from './layers.ts'
import type { WorldPoints } from './world-points.ts'
import { largestZoom } from './vertex-zooms.ts'
import { extentZoom, isNumbered, lineZoom, namedFrom } from './zoom-rules.ts'

/** Ways that are drawn alike, `~way` for one that runs against its nodes. */
interface Group {
  readonly drawing: Drawing
  readonly name: string | undefined
  readonly ref: string | undefined
  readonly ways: number[]
}

/**
 * Lines of an extract. Ways that share all their attributes are joined end to end, so that names have room and joints cost nothing; for the zooms
 * that carry no names, all ways of one class and number are joined once more, and drawn where they are more than a dot.
 */
export function collectLines(osm: OsmData, points: WorldPoints, features: FeatureList): void {
  const named = new Map<string, Group>()
  const unnamed = new Map<string, Group>()
  osm.wayTags.forEach((tags, way) => {
    const drawing = classifyLine(tags)
    if (!drawing || nodesOfWay(osm, way).length < 2) return
    const isBackward = (drawing.flags & flags.oneway) !== 0 && tags['oneway'] === '-1'
    const name = tags['name']
    const ref = drawing.layer === 'roads' ? firstRef(tags['ref']) : undefined
    add(
      named,
      `${drawing.class}\0${drawing.flags}\0${name ?? ''}\0${ref ?? ''}`,
      { drawing, name, ref },
      isBackward ? ~way : way,
    )
    if (drawnFrom(drawing) >= namedFrom(drawing.class)) return
    const link = drawing.flags & flags.link
    const farRef = isNumbered(drawing.class) && link === 0 ? ref : undefined
    const plain = { drawing: { ...drawing, flags: link }, name: undefined, ref: farRef }
    add(unnamed, `${drawing.class}\0${link}\0${farRef ?? ''}`, plain, way)
  })
  for (const group of named.values()) {
    const minZoom = Math.max(drawnFrom(group.drawing), namedFrom(group.drawing.class))
    for (const line of linesOf(osm, points, group)) addLine(features, group, line, minZoom, largestZoom)
  }
  for (const group of unnamed.values()) {
    const maxZoom = namedFrom(group.drawing.class) - 1
    for (const line of linesOf(osm, points, group)) {
      const minZoom = Math.max(drawnFrom(group.drawing), extentZoom(extentOf(line)))
      if (minZoom <= maxZoom) addLine(features, group, line, minZoom, maxZoom)
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

function drawnFrom(drawing: Drawing): number {
  return lineZoom(drawing.class, (drawing.flags & flags.link) !== 0)
}

/** The lines that the ways of a group join into, one at a time. */
function* linesOf(osm: OsmData, points: WorldPoints, { drawing, ways }: Group): Generator<number[]> {
  const nodes = ways.map((way) => (way < 0 ? nodesOfWay(osm, ~way).toReversed() : nodesOfWay(osm, way)))
  const { closed, open } = joinRings(nodes, { keepDirection: (drawing.flags & flags.oneway) !== 0 })
  for (const chain of closed) yield points.of(chain)
  for (const chain of open) yield points.of(chain)
}

function addLine(
  features: FeatureList,
  { drawing, name, ref }: Group,
  line: readonly number[],
  minZoom: number,
  maxZoom: number,
): void {
  features.add({ ...drawing, name, ref, minZoom, maxZoom, parts: [line] })
}

/** The longer side of a line's box. */
function extentOf(points: readonly number[]): number {
  let west = Infinity
  let east = -Infinity
  let north = Infinity
  let south = -Infinity
  for (let i = 0; i < points.length; i += 2) {
    west = Math.min(west, points[i] ?? 0)
    east = Math.max(east, points[i] ?? 0)
    north = Math.min(north, points[i + 1] ?? 0)
    south = Math.max(south, points[i + 1] ?? 0)
  }
  return Math.max(east - west, south - north)
}
