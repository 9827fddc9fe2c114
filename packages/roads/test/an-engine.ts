import type { Extract } from '@cartage/testing'
import { RoadEngine } from '../src/region/road-engine.ts'
import { roadsOf } from './roads-of.ts'

/** What answers questions about the roads of a made-up extract. */
export async function anEngine(extract: Extract): Promise<RoadEngine> {
  const { network, grid, metrics } = await roadsOf(extract, true)
  return new RoadEngine(network, grid, metrics.get('anchor-car-1')!)
}
