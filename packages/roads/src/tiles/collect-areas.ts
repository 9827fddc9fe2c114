import { isClosedWay, nodesOfWay, ringsOfRelation } from '../areas/area-rings.ts'
import { joinRings } from '../areas/join-rings.ts'
import { indexOfId } from '../osm/osm-data.ts'
import type { OsmData, OsmRelation, Tags } from '../osm/osm-data.ts'
import { classifyArea } from './classify.ts'
import type { Drawing } from './classify.ts'
import type { FeatureList } from './feature-list.ts'
import { labelPoint } from './label-point.ts'
import { worldX, worldY } from './mercator.ts'
import { isInside, seaPolygons, signedArea } from './sea-polygons.ts'
import type { Chain } from './sea-polygons.ts'
import type { WorldPoints } from './world-points.ts'
import { areaNameZoom, areaZoom } from './zoom-rules.ts'

/**
 * Areas of an extract: closed ways, multipolygons with their holes, and the sea; larger ones are ordered first, so that small ones are seen.
 * A name is a point of its own: written at an area's middle, it would come once for every tile the area reaches into.
 */
export function collectAreas(osm: OsmData, points: WorldPoints, features: FeatureList): void {
  addWays(osm, points, features)
  addRelations(osm, points, features)
  addSea(osm, points, features)
}

function addWays(osm: OsmData, points: WorldPoints, features: FeatureList): void {
  osm.wayTags.forEach((tags, way) => {
    const drawing = classifyArea(tags)
    if (!drawing) return
    const nodes = nodesOfWay(osm, way)
    if (isClosedWay(nodes)) addArea(features, drawing, tags, [points.of(nodes)])
  })
}

function addRelations(osm: OsmData, points: WorldPoints, features: FeatureList): void {
  for (const relation of osm.relations) {
    if (relation.tags['type'] !== 'multipolygon') continue
    const tags = classifyArea(relation.tags) ? relation.tags : outerTags(osm, relation)
    const drawing = tags && classifyArea(tags)
    if (!drawing) continue
    const rings = ringsOfRelation(osm, relation)
    const outers = rings.outers.map((ring) => [points.of(ring)])
    for (const ring of rings.inners) {
      const hole = points.of(ring)
      outers.find(([outer]) => outer && isWithin(hole, outer))?.push(hole)
    }
    for (const polygon of outers) addArea(features, drawing, tags, polygon)
  }
}

/** Whether a hole belongs to an outline. They may share vertices, which are on the edge and tell nothing, so most of the hole's decide. */
function isWithin(hole: Chain, outer: Chain): boolean {
  let inside = 0
  for (let i = 0; i + 1 < hole.length; i += 2) {
    inside += isInside(outer, hole[i] ?? 0, hole[i + 1] ?? 0) ? 1 : -1
  }
  return inside > 0
}

/** Older data puts the tags of a multipolygon on its outer way. A way that is closed by itself is drawn already, as a way. */
function outerTags(osm: OsmData, relation: OsmRelation): Tags | undefined {
  const member = relation.members.find(({ type, role }) => type === 'way' && role === 'outer')
  const way = member ? indexOfId(osm.wayIds, member.ref) : -1
  return way < 0 || isClosedWay(nodesOfWay(osm, way)) ? undefined : osm.wayTags[way]
}

function addSea(osm: OsmData, points: WorldPoints, features: FeatureList): void {
  const coasts = osm.wayTags.flatMap((tags, way) => {
    return tags['natural'] === 'coastline' ? [nodesOfWay(osm, way)] : []
  })
  if (coasts.length === 0) return
  const { closed, open } = joinRings(coasts, { keepDirection: true })
  const box = {
    minX: worldX(osm.bounds.west),
    minY: worldY(osm.bounds.north),
    maxX: worldX(osm.bounds.east),
    maxY: worldY(osm.bounds.south),
  }
  const chains = [...closed, ...open].map((nodes) => points.of(nodes))
  const drawing: Drawing = { layer: 'water', class: 'sea', flags: 0 }
  for (const rings of seaPolygons(chains, box)) addArea(features, drawing, {}, rings)
}

function addArea(features: FeatureList, drawing: Drawing, tags: Tags, rings: readonly Chain[]): void {
  const parts = rings
    .filter((ring) => ring.length >= 8 && signedArea(ring) !== 0)
    .map((ring) => ring.map((value) => Math.round(value)))
  // Of the outer ring, square world units.
  const area = Math.abs(signedArea(parts[0] ?? [])) / 2
  if (area === 0) return
  features.add({ ...drawing, minZoom: areaZoom(drawing.class, area), parts, order: -area })

  const name = tags['name']
  const nameZoom = name === undefined ? undefined : areaNameZoom(drawing.class, area)
  const middle = nameZoom === undefined ? undefined : labelPoint(parts)
  if (nameZoom === undefined || !middle) return
  features.add({
    layer: 'labels',
    class: drawing.class,
    flags: 0,
    name,
    minZoom: nameZoom,
    parts: [middle],
    rank: nameZoom,
    order: -area,
  })
}
