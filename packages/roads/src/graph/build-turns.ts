import { Int32List } from '../number-list.ts'
import type { OsmData } from '../osm/osm-data.ts'
import { isBlockedNode } from '../profiles/is-blocked-node.ts'
import { nodeCostS } from '../profiles/node-cost.ts'
import type { Profile } from '../profiles/profile.ts'
import { turnCostS } from '../profiles/turn-cost.ts'
import type { Adjacency } from './adjacency.ts'
import { bearingOfArc, turnedDeg } from './bearings.ts'
import type { Edges } from './build-edges.ts'
import type { DirectedSegment, SegmentGraph } from './build-segments.ts'
import { alongBit, isDrivenAlong, reversed } from './directions.ts'
import { ForbiddenPaths } from './forbidden-paths.ts'
import type { TurnRestrictions } from './read-turn-restrictions.ts'
import { arcOf } from './road-network.ts'
import type { Arc } from './road-network.ts'
import { roadClassOf } from './ways.ts'

/** Costs of turns are stored in this part of a second. */
export const turnUnitsPerSecond = 100
/** A turn that a profile may not make. */
export const forbiddenTurn = 0xffff
/** How far from a junction the direction of a road is taken, metres. */
const bearingReachM = 12

/** A profile with what it may not do at junctions. */
export interface DrivenProfile {
  readonly profile: Profile
  readonly restrictions: TurnRestrictions
}

export interface BuiltTurns {
  /** The arc of each copy that forbidden paths call for. */
  readonly copiedArc: Uint32Array
  /** Search nodes after each. */
  readonly turns: Adjacency
  /** By profile: the cost of each turn in `turnUnitsPerSecond`, or `forbiddenTurn`. */
  readonly costs: readonly Uint16Array[]
}

/** Every turn that some profile may make, and what it costs each of them. */
export function buildTurns(
  osm: OsmData,
  segments: SegmentGraph,
  edges: Edges,
  leaving: Adjacency,
  driven: readonly DrivenProfile[],
): BuiltTurns {
  const arcCount = edges.edgeTail.length * 2
  const arcs = new ArcEnds(segments, edges)
  const junctions = driven.map(({ profile }, index) =>
    readJunctions(osm, segments, edges, leaving, profile, index),
  )
  const paths = new ForbiddenPaths(
    driven.flatMap(({ restrictions }, index) =>
      restrictions.forbiddenPaths.map((path) => ({ arcs: arcs.along(path), profiles: alongBit(index) })),
    ),
    arcCount,
  )
  const { copiedArc } = paths
  const nodeCount = arcCount + copiedArc.length
  const offsets = new Uint32Array(nodeCount + 1)
  const items = new Int32List()
  const costs = driven.map(() => new Int32List())
  const turnCosts = driven.map(() => forbiddenTurn)
  for (let node = 0; node < nodeCount; node++) {
    const from = arcOf({ edgeTail: edges.edgeTail, copiedArc }, node)
    const junction = arcs.head(from)
    const fromDirections = arcs.directions(from)
    if (isDrivenAlong(fromDirections)) {
      const stop = leaving.offsets[junction + 1] ?? 0
      for (let at = leaving.offsets[junction] ?? 0; at < stop; at++) {
        const to = leaving.items[at] ?? 0
        const both = fromDirections & arcs.directions(to) & ~paths.forbidden(node, to)
        if (!isDrivenAlong(both)) continue
        let isPossible = false
        for (let index = 0; index < driven.length; index++) {
          const cost = driven[index]
          const known = junctions[index]
          const isDriven = cost && known && (both & alongBit(index)) !== 0
          const units = isDriven ? turnUnits(osm, arcs, cost, known, from, to, junction) : forbiddenTurn
          turnCosts[index] = units
          if (units !== forbiddenTurn) isPossible = true
        }
        if (!isPossible) continue
        items.push(paths.after(node, to))
        turnCosts.forEach((units, index) => costs[index]?.push(units))
      }
    }
    offsets[node + 1] = items.length
  }
  return {
    copiedArc,
    turns: { offsets, items: items.toUint32Array() },
    costs: costs.map((list) => Uint16Array.from(list.toArray())),
  }
}

/** The first and last stretch of every arc. */
class ArcEnds {
  readonly #segments: SegmentGraph
  readonly #edges: Edges
  /** Clockwise from north in degrees, leaving the arc's start. */
  readonly #bearing: Float32Array
  /** A point of the edge on which each segment is. */
  readonly #pointOf: Uint32Array

  constructor(segments: SegmentGraph, edges: Edges) {
    this.#segments = segments
    this.#edges = edges
    this.#pointOf = new Uint32Array(segments.from.length)
    edges.pointSegment.forEach((segment, point) => {
      this.#pointOf[segment >>> 1] = point
    })
    this.#bearing = Float32Array.from({ length: edges.edgeTail.length * 2 }, (_, arc) =>
      bearingOfArc(edges, arc, bearingReachM),
    )
  }

  head(arc: Arc): number {
    return ((arc & 1) === 0 ? this.#edges.edgeHead[arc >>> 1] : this.#edges.edgeTail[arc >>> 1]) ?? 0
  }

  directions(arc: Arc): number {
    const directions = this.#edges.edgeDirections[arc >>> 1] ?? 0
    return (arc & 1) === 0 ? directions : reversed(directions)
  }

  first(arc: Arc): DirectedSegment {
    return this.last(arc ^ 1) ^ 1
  }

  last(arc: Arc): DirectedSegment {
    const { edgePoints, pointSegment } = this.#edges
    const edge = arc >>> 1
    if ((arc & 1) === 0) return pointSegment[(edgePoints[edge + 1] ?? 0) - 2] ?? 0
    return (pointSegment[edgePoints[edge] ?? 0] ?? 0) ^ 1
  }

  /** The arcs that a path drives, which comes to the end of its first one and sets out on its last. */
  along([from = 0, ...others]: readonly DirectedSegment[]): readonly Arc[] {
    const begun = others.filter((segment) => this.first(this.#arcWith(segment)) === segment)
    return [from, ...begun].map((segment) => this.#arcWith(segment))
  }

  #arcWith(segment: DirectedSegment): Arc {
    const { pointEdge, pointSegment } = this.#edges
    const point = this.#pointOf[segment >>> 1] ?? 0
    return 2 * (pointEdge[point] ?? 0) + (((pointSegment[point] ?? 0) ^ segment) & 1)
  }

  /** The node before the arc's end. */
  nodeBeforeEnd(arc: Arc): number {
    const last = this.last(arc)
    return ((last & 1) === 0 ? this.#segments.from[last >>> 1] : this.#segments.to[last >>> 1]) ?? 0
  }

  way(segment: DirectedSegment): number {
    return this.#segments.way[segment >>> 1] ?? 0
  }

  /** Degrees from straight on, -180 to 180, positive to the right. */
  angleDeg(from: Arc, to: Arc): number {
    return turnedDeg((this.#bearing[from ^ 1] ?? 0) + 180, this.#bearing[to] ?? 0)
  }
}

/** What one profile finds at each junction. */
interface Junctions {
  readonly isBlocked: Uint8Array
  readonly hasSignals: Uint8Array
  readonly costS: Float32Array
  /** Arcs that it may leave by, and roads that it may use in any direction. */
  readonly exits: Uint16Array
  readonly degree: Uint16Array
}

function readJunctions(
  osm: OsmData,
  segments: SegmentGraph,
  edges: Edges,
  leaving: Adjacency,
  profile: Profile,
  index: number,
): Junctions {
  const count = edges.junctionCount
  const found = {
    isBlocked: new Uint8Array(count),
    hasSignals: new Uint8Array(count),
    costS: new Float32Array(count),
    exits: new Uint16Array(count),
    degree: new Uint16Array(count),
  }
  const bit = alongBit(index)
  for (let junction = 0; junction < count; junction++) {
    const tags = osm.nodeTags.get(segments.nodeOsm[edges.junctionNode[junction] ?? 0] ?? 0)
    if (tags) {
      found.isBlocked[junction] = isBlockedNode(profile, tags) ? 1 : 0
      found.hasSignals[junction] = tags['highway'] === 'traffic_signals' ? 1 : 0
      found.costS[junction] = nodeCostS(profile, tags)
    }
    for (let at = leaving.offsets[junction] ?? 0; at < (leaving.offsets[junction + 1] ?? 0); at++) {
      const arc = leaving.items[at] ?? 0
      const directions = edges.edgeDirections[arc >>> 1] ?? 0
      const away = (arc & 1) === 0 ? directions : reversed(directions)
      if ((away & bit) !== 0) found.exits[junction] = (found.exits[junction] ?? 0) + 1
      if (((away | reversed(away)) & bit) !== 0) found.degree[junction] = (found.degree[junction] ?? 0) + 1
    }
  }
  return found
}

function turnUnits(
  osm: OsmData,
  arcs: ArcEnds,
  { profile }: DrivenProfile,
  junctions: Junctions,
  from: Arc,
  to: Arc,
  junction: number,
): number {
  if (junctions.isBlocked[junction] === 1) return forbiddenTurn
  const exits = junctions.exits[junction] ?? 0
  // Back to the node before, also by a second road between the two; where nothing else leads out it is the way.
  const isUTurn = arcs.nodeBeforeEnd(from) === arcs.nodeBeforeEnd(to ^ 1)
  if (isUTurn && exits > 1 && profile.uTurns !== 'anywhere') return forbiddenTurn
  const seconds =
    (junctions.costS[junction] ?? 0) +
    turnCostS(profile, {
      angleDeg: arcs.angleDeg(from, to),
      isUTurn,
      fromClass: roadClassOf(osm.wayTags[arcs.way(arcs.last(from))] ?? {}),
      toClass: roadClassOf(osm.wayTags[arcs.way(arcs.first(to))] ?? {}),
      degree: isUTurn && exits <= 1 ? 1 : (junctions.degree[junction] ?? 0),
      hasSignals: junctions.hasSignals[junction] === 1,
    })
  return Math.min(forbiddenTurn, Math.round(seconds * turnUnitsPerSecond))
}
