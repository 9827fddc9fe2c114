import { nodesOfWay } from '../areas/area-rings.ts'
import { joinRings } from '../areas/join-rings.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { Drawing } from './classify.ts'
import { classifyLine } from './classify.ts'
import type { DrawnFeature } from './feature-list.ts'
import { flags } from './layers.ts'
import type { WorldPoints } from './world-points.ts'
import { largestZoom } from './vertex-zooms.ts'
import { lineZoom, namedFrom } from './zoom-rules.ts'

interface Group {
  readonly drawing: Drawing
  readonly name: string | undefined
  readonly ref: string | undefined
  readonly ways: ArrayLike<number>[]
}

/**
 * Lines of an extract. Ways that share all their attributes are joined end to end, so that names have room and joints cost nothing; for the zooms
 * that carry no names, all ways of one class are joined once more.
 */
export function collectLines(osm: OsmData, points: WorldPoints): DrawnFeature[] {
  const named = new Map<string, Group>()
  const unnamed = new Map<string, Group>()
  osm.wayTags.forEach((tags, way) => {
    const drawing = classifyLine(tags)
    const nodes = nodesOfWay(osm, way)
    if (!drawing || nodes.length < 2) return
    const isBackward = (drawing.flags & flags.oneway) !== 0 && tags['oneway'] === '-1'
    const directed = isBackward ? nodes.slice().reverse() : nodes
    const name = tags['name']
    const ref = drawing.layer === 'roads' ? tags['ref'] : undefined
    add(
      named,
      [drawing.class, drawing.flags, name ?? '', ref ?? ''].join('\0'),
      { drawing, name, ref },
      directed,
    )
    const link = drawing.flags & flags.link
    const plain = { drawing: { ...drawing, flags: link }, name: undefined, ref: undefined }
    add(unnamed, `${drawing.class}\0${link}`, plain, nodes)
  })
  return [
    ...[...named.values()].flatMap((group) =>
      featuresOf(group, points, namedFrom(group.drawing.class), largestZoom),
    ),
    ...[...unnamed.values()].flatMap((group) =>
      featuresOf(group, points, 0, namedFrom(group.drawing.class) - 1),
    ),
  ]
}

function add(
  groups: Map<string, Group>,
  key: string,
  group: Omit<Group, 'ways'>,
  nodes: ArrayLike<number>,
): void {
  const there = groups.get(key)
  if (there) there.ways.push(nodes)
  else groups.set(key, { ...group, ways: [nodes] })
}

function featuresOf(group: Group, points: WorldPoints, minZoom: number, maxZoom: number): DrawnFeature[] {
  const { drawing, name, ref, ways } = group
  const from = Math.max(minZoom, lineZoom(drawing.class, (drawing.flags & flags.link) !== 0))
  if (from > maxZoom) return []
  const { closed, open } = joinRings(ways, { keepDirection: (drawing.flags & flags.oneway) !== 0 })
  return [...closed, ...open].map((nodes) => ({
    ...drawing,
    name,
    ref,
    minZoom: from,
    maxZoom,
    parts: [points.of(nodes)],
    rank: 0,
  }))
}
