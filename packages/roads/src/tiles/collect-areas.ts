import { isClosedWay, nodesOfWay, ringsOfRelation } from '../areas/area-rings.ts'
import { joinRings } from '../areas/join-rings.ts'
import { indexOfId } from '../osm/osm-data.ts'
import type { OsmData, OsmRelation, Tags } from '../osm/osm-data.ts'
import { classifyArea } from './classify.ts'
import type { Drawing } from './classify.ts'
import type { DrawnFeature } from './feature-list.ts'
import { worldX, worldY } from './mercator.ts'
import { isInside, seaPolygons, signedArea } from './sea-polygons.ts'
import type { Chain } from './sea-polygons.ts'
import { largestZoom } from './vertex-zooms.ts'
import type { WorldPoints } from './world-points.ts'
import { areaZoom } from './zoom-rules.ts'

/** Areas of an extract: closed ways, multipolygons with their holes, and the sea. Larger ones come first, so that small ones are seen. */
export function collectAreas(osm: OsmData, points: WorldPoints): DrawnFeature[] {
  const areas = [...areasOfWays(osm, points), ...areasOfRelations(osm, points), ...sea(osm, points)]
  return areas.toSorted((a, b) => areaOf(b.parts) - areaOf(a.parts))
}

function areasOfWays(osm: OsmData, points: WorldPoints): DrawnFeature[] {
  return osm.wayTags.flatMap((tags, way) => {
    const drawing = classifyArea(tags)
    const nodes = nodesOfWay(osm, way)
    if (!drawing || !isClosedWay(nodes)) return []
    return areaFeature(drawing, tags, [points.of(nodes)])
  })
}

function areasOfRelations(osm: OsmData, points: WorldPoints): DrawnFeature[] {
  return osm.relations.flatMap((relation) => {
    if (relation.tags['type'] !== 'multipolygon') return []
    const tags = classifyArea(relation.tags) ? relation.tags : outerTags(osm, relation)
    const drawing = tags && classifyArea(tags)
    if (!drawing) return []
    const rings = ringsOfRelation(osm, relation)
    const outers = rings.outers.map((ring) => [points.of(ring)])
    for (const ring of rings.inners) {
      const hole = points.of(ring)
      outers.find(([outer]) => outer && isInside(outer, hole[0] ?? 0, hole[1] ?? 0))?.push(hole)
    }
    return outers.flatMap((polygon) => areaFeature(drawing, tags, polygon))
  })
}

/** Older data puts the tags of a multipolygon on its outer way. A way that is closed by itself is drawn already, as a way. */
function outerTags(osm: OsmData, relation: OsmRelation): Tags | undefined {
  const member = relation.members.find(({ type, role }) => type === 'way' && role === 'outer')
  const way = member ? indexOfId(osm.wayIds, member.ref) : -1
  return way < 0 || isClosedWay(nodesOfWay(osm, way)) ? undefined : osm.wayTags[way]
}

function sea(osm: OsmData, points: WorldPoints): DrawnFeature[] {
  const coasts = osm.wayTags.flatMap((tags, way) => {
    return tags['natural'] === 'coastline' ? [nodesOfWay(osm, way)] : []
  })
  if (coasts.length === 0) return []
  const { closed, open } = joinRings(coasts, { keepDirection: true })
  const box = {
    minX: worldX(osm.bounds.west),
    minY: worldY(osm.bounds.north),
    maxX: worldX(osm.bounds.east),
    maxY: worldY(osm.bounds.south),
  }
  const chains = [...closed, ...open].map((nodes) => points.of(nodes))
  const drawing: Drawing = { layer: 'water', class: 'sea', flags: 0 }
  return seaPolygons(chains, box).flatMap((rings) => areaFeature(drawing, {}, rings))
}

function areaFeature(drawing: Drawing, tags: Tags, rings: readonly Chain[]): DrawnFeature[] {
  const parts = rings
    .filter((ring) => ring.length >= 8 && signedArea(ring) !== 0)
    .map((ring) => ring.map((value) => Math.round(value)))
  const area = areaOf(parts)
  if (parts.length === 0 || area === 0) return []
  const isNamed = drawing.layer === 'water' || drawing.class === 'park'
  return [
    {
      ...drawing,
      name: isNamed ? tags['name'] : undefined,
      ref: undefined,
      minZoom: areaZoom(drawing.class, area),
      maxZoom: largestZoom,
      parts,
      rank: 0,
    },
  ]
}

/** Area of the outer ring, square world units. */
function areaOf(rings: readonly Chain[]): number {
  return Math.abs(signedArea(rings[0] ?? [])) / 2
}
