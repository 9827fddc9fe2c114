import { indexOfId } from '../osm/osm-data.ts'
import type { OsmData, OsmRelation } from '../osm/osm-data.ts'
import { joinRings } from './join-rings.ts'

/** The outline of an area as rings of node indices, first and last the same. */
export interface AreaRings {
  readonly outers: readonly (readonly number[])[]
  readonly inners: readonly (readonly number[])[]
}

/** Node indices of a way, as a view. */
export function nodesOfWay(osm: OsmData, way: number): Uint32Array {
  return osm.wayRefs.subarray(osm.wayOffsets[way] ?? 0, osm.wayOffsets[way + 1] ?? 0)
}

/** Whether a way ends where it starts and has an inside. */
export function isClosedWay(nodes: Uint32Array): boolean {
  return nodes.length >= 4 && nodes[0] === nodes[nodes.length - 1]
}

/**
 * Rings of a multipolygon or boundary relation. Outlines that do not close, because the extract cuts them, are left out: a missing
 * lake is better than one closed by a guess.
 */
export function ringsOfRelation(osm: OsmData, relation: OsmRelation): AreaRings {
  const outer: Uint32Array[] = []
  const inner: Uint32Array[] = []
  for (const member of relation.members) {
    if (member.type !== 'way') continue
    const way = indexOfId(osm.wayIds, member.ref)
    if (way < 0) continue
    const side = member.role === 'inner' ? inner : outer
    side.push(nodesOfWay(osm, way))
  }
  return { outers: joinRings(outer).closed, inners: joinRings(inner).closed }
}
