import type { RoadGraph } from '../graph/build-road-graph.ts'
import { openRoadGraph, roadGraphSections } from '../graph/road-graph-sections.ts'
import { hierarchySections, openHierarchy } from '../hierarchy/hierarchy-sections.ts'
import type { Hierarchy } from '../hierarchy/hierarchy.ts'
import type { SectionReader, Sections } from '../sections.ts'
import type { SegmentGrid } from '../snap/build-segment-grid.ts'

/** What one profile's file holds. */
export interface Roads {
  readonly graph: RoadGraph
  readonly hierarchy: Hierarchy
  readonly grid: SegmentGrid
  /** OpenStreetMap id by way index. */
  readonly wayIds: Float64Array
  /** Whether points prefer roads from which the rest of the map can be reached. */
  readonly prefersConnected: boolean
}

export function roadsSections({ graph, hierarchy, grid, wayIds, prefersConnected }: Roads): Sections {
  return {
    ...roadGraphSections(graph),
    ...hierarchySections(hierarchy),
    'grid.frame': grid.frame,
    'grid.offsets': grid.offsets,
    'grid.points': grid.points,
    wayIds,
    prefersConnected: Uint8Array.of(prefersConnected ? 1 : 0),
  }
}

export function openRoads(file: SectionReader): Roads {
  return {
    graph: openRoadGraph(file),
    hierarchy: openHierarchy(file),
    grid: {
      frame: file.float64('grid.frame'),
      offsets: file.uint32('grid.offsets'),
      points: file.uint32('grid.points'),
    },
    wayIds: file.float64('wayIds'),
    prefersConnected: file.uint8('prefersConnected')[0] === 1,
  }
}
