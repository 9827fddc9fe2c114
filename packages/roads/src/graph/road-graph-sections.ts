import type { SectionReader, Sections } from '../sections.ts'
import type { RoadGraph } from './build-road-graph.ts'

/** The graph as named arrays. */
export function roadGraphSections(graph: RoadGraph): Sections {
  const { junctionCount, ...arrays } = graph
  return { ...arrays, junctionCount: Uint32Array.of(junctionCount) }
}

/** Views the graph in an opened file. */
export function openRoadGraph(file: SectionReader): RoadGraph {
  return {
    junctionCount: file.uint32('junctionCount')[0] ?? 0,
    edgeTail: file.uint32('edgeTail'),
    edgeHead: file.uint32('edgeHead'),
    edgeDirections: file.uint8('edgeDirections'),
    edgeConnected: file.uint8('edgeConnected'),
    edgePoints: file.uint32('edgePoints'),
    pointLon: file.int32('pointLon'),
    pointLat: file.int32('pointLat'),
    pointEdge: file.uint32('pointEdge'),
    pointWay: file.uint32('pointWay'),
    pointTimeS: file.float64('pointTimeS'),
    pointLengthM: file.float64('pointLengthM'),
  }
}
