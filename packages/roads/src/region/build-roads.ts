import { buildRoadGraph } from '../graph/build-road-graph.ts'
import { buildSegments } from '../graph/build-segments.ts'
import { closeBarriers } from '../graph/close-barriers.ts'
import { connectedParts } from '../graph/connected-parts.ts'
import { edgeArcs } from '../graph/edge-arcs.ts'
import { readTurnRestrictions } from '../graph/read-turn-restrictions.ts'
import type { ArcGraph } from '../hierarchy/arc-graph.ts'
import { contractInSteps } from '../hierarchy/contract.ts'
import type { Hierarchy } from '../hierarchy/hierarchy.ts'
import { RoadsError } from '../errors.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { Profile } from '../profiles/profile.ts'
import { buildSegmentGrid } from '../snap/build-segment-grid.ts'
import { giveWay } from './give-way.ts'
import type { Roads } from './roads-file.ts'
import type { BuildStats } from './types.ts'

/** Everything of `BuildStats` but the time it took. */
export type RoadCounts = Omit<BuildStats, 'load_seconds'>

export interface BuildRoadsOptions {
  /** Named in messages. */
  readonly source: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** The roads of an extract as one profile drives them. Throws `no_roads` when it can use none. */
export async function buildRoads(
  osm: OsmData,
  profile: Profile,
  options: BuildRoadsOptions,
): Promise<{ readonly roads: Roads; readonly counts: RoadCounts }> {
  const segments = buildSegments(osm, profile)
  if (segments.from.length === 0) {
    throw new RoadsError(
      'no_roads',
      `${options.source} has no road that the profile ${profile.name} can use (${osm.wayIds.length} ways in the file). Use an extract with roads.`,
    )
  }
  const driven = profile.barriers.close ? closeBarriers(segments) : segments
  const { part, largestNodes } = connectedParts(driven)
  const graph = buildRoadGraph(osm, driven, part)
  // Its own tags a mode may be excepted by; `access` names no mode.
  const modes = profile.accessKeys.filter((key) => key !== 'access')
  const turns = readTurnRestrictions(osm, segments, modes)
  return {
    roads: {
      graph,
      hierarchy: await contractSteadily(edgeArcs(graph), options),
      grid: buildSegmentGrid(graph),
      wayIds: osm.wayIds,
      prefersConnected: profile.snap === 'connected',
    },
    counts: {
      nodes: segments.nodeOsm.length,
      directed_segments: segments.directedSegments,
      ways: segments.usedWays,
      refs_missing_from_extract: osm.refsMissing,
      blocked_nodes: segments.blockedNodes.length,
      restriction_relations_used: turns.relationsUsed,
      forbidden_turn_pairs: turns.pairCount,
      largest_scc_nodes: largestNodes,
    },
  }
}

/** Contracts with pauses in which timers and messages are served, so that a cancel is seen. */
async function contractSteadily(
  arcs: ArcGraph,
  { signal, onProgress }: BuildRoadsOptions,
): Promise<Hierarchy> {
  const steps = contractInSteps(arcs)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    onProgress?.(step.value.done, step.value.total)
    await giveWay(signal)
  }
}
