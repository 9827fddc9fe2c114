import type { Hierarchy } from '../hierarchy/ranked-graph.ts'
import type { SegmentSpeeds } from './arc-weights.ts'
import { hierarchySections, openHierarchy } from '../hierarchy/hierarchy-sections.ts'
import type { SectionReader, Sections } from '../sections.ts'

/** `Metric.edgeState` bits: who may stop there, and drive from where. */
export const edgeBits = { along: 1, against: 2, connected: 4 } as const

/** `Metric.isRestricted` of an arc from which restricted roads lead to free ones. */
export const leavable = 2

/** What the network is to one profile: which edges it drives, how fast, what turns cost, and the hierarchy made of it. */
export interface Metric extends SegmentSpeeds {
  /** `edgeBits` by edge. */
  readonly edgeState: Uint8Array
  /** `Weight` of each whole arc and copy, `Infinity` where it may not drive. */
  readonly arcWeight: Float64Array
  /** Of each of the network's turns, in `turnUnitsPerSecond`, or `forbiddenTurn`. */
  readonly turnCost: Uint16Array
  /** By arc and copy: not 0 on roads that only a trip's beginning or end may use, `leavable` where free roads can be reached from it. */
  readonly isRestricted: Uint8Array
  readonly hierarchy: Hierarchy
  /** Whether points prefer roads from which the rest of the map can be reached. */
  readonly prefersConnected: boolean
  readonly drivesOnLeft: boolean
}

export function metricSections(metric: Metric): Sections {
  return {
    forwardKmh: metric.forwardKmh,
    backwardKmh: metric.backwardKmh,
    edgeState: metric.edgeState,
    arcWeight: metric.arcWeight,
    turnCost: metric.turnCost,
    isRestricted: metric.isRestricted,
    habits: Uint8Array.of(metric.prefersConnected ? 1 : 0, metric.drivesOnLeft ? 1 : 0),
    ...(metric.delay && { 'delay.along': metric.delay.along, 'delay.against': metric.delay.against }),
    ...hierarchySections(metric.hierarchy),
  }
}

export function openMetric(file: SectionReader): Metric {
  const [prefersConnected, drivesOnLeft] = file.uint8('habits')
  return {
    forwardKmh: file.float32('forwardKmh'),
    backwardKmh: file.float32('backwardKmh'),
    ...(file.has('delay.along') && {
      delay: { along: file.float32('delay.along'), against: file.float32('delay.against') },
    }),
    edgeState: file.uint8('edgeState'),
    arcWeight: file.float64('arcWeight'),
    turnCost: file.uint16('turnCost'),
    isRestricted: file.uint8('isRestricted'),
    hierarchy: openHierarchy(file),
    prefersConnected: prefersConnected === 1,
    drivesOnLeft: drivesOnLeft === 1,
  }
}
