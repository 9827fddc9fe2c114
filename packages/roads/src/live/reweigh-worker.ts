import { parentPort, workerData } from 'node:worker_threads'
import { openRoadNetwork } from '../graph/road-network.ts'
import { Customizer } from '../hierarchy/customize.ts'
import { searchGraph } from '../hierarchy/search-graph.ts'
import { metricSections, openMetric } from '../metric/metric.ts'
import { openRegionFile } from '../region/open-region.ts'
import { networkFile, roadsFile } from '../region/region-files.ts'
import type { RegionHandle } from '../region/types.ts'
import { encodeSections } from '../sections.ts'
import { liveMetric } from './live-metric.ts'
import type { ReweighAnswer, ReweighRequest } from './reweigher.ts'
import { segmentDelays } from './segment-delays.ts'

const handle: RegionHandle = workerData
const network = openRoadNetwork(openRegionFile(handle, networkFile, 'network'))
const customizer = new Customizer(searchGraph(network))

function answerTo({ profile, conditions, at }: ReweighRequest): SharedArrayBuffer | undefined {
  const delay = segmentDelays(network, conditions, at)
  if (!delay) return undefined
  const usual = openMetric(openRegionFile(handle, roadsFile(profile), 'roads'))
  const bytes = encodeSections('roads', metricSections(liveMetric(network, customizer, usual, delay)))
  const file = new SharedArrayBuffer(bytes.length)
  new Uint8Array(file).set(bytes)
  return file
}

parentPort?.on('message', (request: ReweighRequest) => {
  const reply = (answer: ReweighAnswer): void => parentPort?.postMessage(answer)
  try {
    reply({ id: request.id, file: answerTo(request) })
  } catch (error) {
    reply({ id: request.id, error })
  }
})
