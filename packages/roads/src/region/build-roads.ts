import { buildNetwork } from '../graph/build-network.ts'
import type { BuiltNetwork } from '../graph/build-network.ts'
import { buildSegments } from '../graph/build-segments.ts'
import { countRoads } from '../graph/count-roads.ts'
import type { RoadCounts } from '../graph/count-roads.ts'
import { maxProfiles } from '../graph/directions.ts'
import { readTurnRestrictions } from '../graph/read-turn-restrictions.ts'
import type { RoadNetwork } from '../graph/road-network.ts'
import { readWayUses } from '../graph/way-uses.ts'
import { searchGraph } from '../hierarchy/search-graph.ts'
import { RoadsError } from '../errors.ts'
import { buildMetric } from '../metric/build-metric.ts'
import type { Metric } from '../metric/metric.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { BuildProgress } from '../osm/read-osm.ts'
import type { Profile } from '../profiles/profile.ts'
import { buildSegmentGrid } from '../snap/build-segment-grid.ts'
import type { SegmentGrid } from '../snap/build-segment-grid.ts'
import { collectGarbage } from './collect-garbage.ts'
import { giveWay } from './give-way.ts'

export interface BuildRoadsOptions {
  /** Named in messages. */
  readonly source: string
  /** Whether turns have costs and may be forbidden. */
  readonly turns: boolean
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined
}

export interface BuiltRoads {
  readonly network: RoadNetwork
  readonly grid: SegmentGrid
  /** Makes what each profile needs, in the order asked for. */
  readonly metrics: () => AsyncGenerator<readonly [profile: string, metric: Metric]>
  /** Counts of the first profile. */
  readonly counts: RoadCounts
}

/** The roads of an extract as its profiles drive them. Throws `no_roads` when one of them can use none. */
export async function buildRoads(
  osm: OsmData,
  profiles: readonly Profile[],
  options: BuildRoadsOptions,
): Promise<BuiltRoads> {
  if (profiles.length > maxProfiles) {
    throw new RoadsError(
      'invalid_profile',
      `A region has at most ${maxProfiles} profiles, not ${profiles.length}.`,
    )
  }
  const uses = profiles.map((profile) => readWayUses(osm, profile))
  const segments = buildSegments(osm, uses)
  const driven = profiles.map((profile, index) => ({
    profile,
    restrictions: readTurnRestrictions(osm, segments, profile, index),
  }))
  const counts = driven.map(({ profile, restrictions }, index) =>
    countRoads(osm, segments, profile, index, restrictions, uses[index]),
  )
  counts.forEach(({ directed_segments }, index) => {
    if (directed_segments > 0) return
    throw new RoadsError(
      'no_roads',
      `${options.source} has no road that the profile ${profiles[index]?.name} can use (${osm.wayIds.length} ways in the file). Use an extract with roads.`,
    )
  })
  await giveWay(options.signal)
  collectGarbage()
  const { network, turnCosts } = await steadily(buildNetwork(osm, segments, driven, options.turns), options)
  const [first] = counts
  if (!first) throw new RoadsError('unknown_profile', 'Name at least one profile to build.')

  async function* metrics(): AsyncGenerator<readonly [string, Metric]> {
    const graph = searchGraph(network)
    for (const [index, profile] of profiles.entries()) {
      options.onProgress?.({ phase: `roads ${profile.name}`, done: 0, total: 1 })
      await giveWay(options.signal)
      const [use, turnCost] = [uses[index], turnCosts[index]]
      if (use && turnCost) yield [profile.name, buildMetric(network, graph, profile, use, turnCost)]
    }
  }

  return { network, grid: buildSegmentGrid(network), metrics, counts: first }
}

/** Builds with pauses in which timers and messages are served, so that a cancel is seen. */
async function steadily(
  steps: ReturnType<typeof buildNetwork>,
  { signal, onProgress }: BuildRoadsOptions,
): Promise<BuiltNetwork> {
  let pausedAt = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - pausedAt < pauseEveryMs) continue
    onProgress?.({ phase: 'roads', unit: 'junctions', ...step.value })
    await giveWay(signal)
    pausedAt = performance.now()
  }
}

const pauseEveryMs = 50
