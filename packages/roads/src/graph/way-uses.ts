import type { OsmData } from '../osm/osm-data.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { Profile } from '../profiles/profile.ts'
import { readWay } from '../profiles/read-way.ts'
import { greatCircleM } from './great-circle.ts'

/** How one profile uses the ways of an extract, by way index. A speed of 0 is a direction that it may not drive. */
export interface WayUses {
  readonly forwardKmh: Float32Array
  readonly backwardKmh: Float32Array
  /** 1 where only trips that start or end there may drive. */
  readonly isDestinationOnly: Uint8Array
}

/** Reads every way under a profile. */
export function readWayUses(osm: OsmData, profile: Profile): WayUses {
  const count = osm.wayIds.length
  const uses = {
    forwardKmh: new Float32Array(count),
    backwardKmh: new Float32Array(count),
    isDestinationOnly: new Uint8Array(count),
  }
  for (let way = 0; way < count; way++) {
    const use = readWay(profile, osm.wayTags[way] ?? {}, () => wayLengthM(osm, way))
    if (!use) continue
    uses.forwardKmh[way] = use.forwardKmh
    uses.backwardKmh[way] = use.backwardKmh
    uses.isDestinationOnly[way] = use.isDestinationOnly ? 1 : 0
  }
  return uses
}

/** Great-circle metres between two nodes of the extract. */
export function nodeDistanceM(osm: OsmData, a: number, b: number): number {
  return greatCircleM(
    (osm.nodeLon[a] ?? 0) / unitsPerDegree,
    (osm.nodeLat[a] ?? 0) / unitsPerDegree,
    (osm.nodeLon[b] ?? 0) / unitsPerDegree,
    (osm.nodeLat[b] ?? 0) / unitsPerDegree,
  )
}

function wayLengthM(osm: OsmData, way: number): number {
  let length = 0
  for (let at = (osm.wayOffsets[way] ?? 0) + 1; at < (osm.wayOffsets[way + 1] ?? 0); at++) {
    length += nodeDistanceM(osm, osm.wayRefs[at - 1] ?? 0, osm.wayRefs[at] ?? 0)
  }
  return length
}
