import { nodesOfWay } from '../areas/area-rings.ts'
import { joinRings } from '../areas/join-rings.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { Drawing } from './classify.ts'
import { classifyLine } from './classify.ts'
import type { FeatureList } from './feature-list.ts'
import { flags } from './layers.ts'
import type { WorldPoints } from './world-points.ts'
import { largestZoom } from './vertex-zooms.ts'
import { lineZoom, namedFrom } from './zoom-rules.ts'

/** Ways that are drawn alike, `~way` for one that runs against its nodes. */
interface Group {
  readonly drawing: Drawing
  readonly name: string | undefined
  readonly ref: string | undefined
  readonly ways: number[]
}

/**
 * Lines of an extract. Ways that share all their attributes are joined end to end, so that names have room and joints cost nothing; for the zooms
 * that carry no names, all ways of one class are joined once more.
 */
export function collectLines(osm: OsmData, points: WorldPoints, features: FeatureList): void {
  const named = new Map<string, Group>()
  const unnamed = new Map<string, Group>()
  osm.wayTags.forEach((tags, way) => {
    const drawing = classifyLine(tags)
    if (!drawing || nodesOfWay(osm, way).length < 2) return
    const isBackward = (drawing.flags & flags.oneway) !== 0 && tags['oneway'] === '-1'
    const name = tags['name']
    const ref = drawing.layer === 'roads' ? tags['ref'] : undefined
    add(
      named,
      `${drawing.class}\0${drawing.flags}\0${name ?? ''}\0${ref ?? ''}`,
      { drawing, name, ref },
      isBackward ? ~way : way,
    )
    const link = drawing.flags & flags.link
    const plain = { drawing: { ...drawing, flags: link }, name: undefined, ref: undefined }
    add(unnamed, `${drawing.class}\0${link}`, plain, way)
  })
  for (const group of named.values()) {
    addGroup(osm, points, features, group, namedFrom(group.drawing.class), largestZoom)
  }
  for (const group of unnamed.values()) {
    addGroup(osm, points, features, group, 0, namedFrom(group.drawing.class) - 1)
  }
}

function add(groups: Map<string, Group>, key: string, group: Omit<Group, 'ways'>, way: number): void {
  const there = groups.get(key)
  if (there) there.ways.push(way)
  else groups.set(key, { ...group, ways: [way] })
}

function addGroup(
  osm: OsmData,
  points: WorldPoints,
  features: FeatureList,
  { drawing, name, ref, ways }: Group,
  minZoom: number,
  maxZoom: number,
): void {
  const from = Math.max(minZoom, lineZoom(drawing.class, (drawing.flags & flags.link) !== 0))
  if (from > maxZoom) return
  const lines = ways.map((way) => (way < 0 ? nodesOfWay(osm, ~way).toReversed() : nodesOfWay(osm, way)))
  const { closed, open } = joinRings(lines, { keepDirection: (drawing.flags & flags.oneway) !== 0 })
  for (const chains of [closed, open]) {
    for (const nodes of chains) {
      const parts = [points.of(nodes)]
      features.add({ ...drawing, name, ref, minZoom: from, maxZoom, parts, rank: 0, area: 0 })
    }
  }
}
