import type { RoadNetwork } from '../graph/road-network.ts'
import type { Customizer } from '../hierarchy/customize.ts'
import type { SearchGraph } from '../hierarchy/search-graph.ts'
import { arcWeights } from '../metric/arc-weights.ts'
import type { SegmentDelays } from '../metric/arc-weights.ts'
import { linkWeights } from '../metric/link-weights.ts'
import type { Metric } from '../metric/metric.ts'

/**
 * A metric with other times on its segments. What it costs is a customization of the same order; turns, islands and restricted
 * roads stay as they are.
 */
export function liveMetric(
  network: RoadNetwork,
  customizer: Customizer<SearchGraph>,
  usual: Metric,
  delay: SegmentDelays | undefined,
): Metric {
  if (!delay) return usual
  const arcWeight = arcWeights(network, { ...usual, delay })
  const weights = linkWeights(network, customizer.graph, { ...usual, arcWeight })
  return { ...usual, delay, arcWeight, hierarchy: customizer.run(weights) }
}
