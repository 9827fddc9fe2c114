import { directionsOf } from './build-segments.ts'
import type { DirectedSegment, SegmentGraph } from './build-segments.ts'

/** What lies between the two roads that a turn restriction names. */
export interface ViaPath {
  /** Graph nodes. */
  readonly start: number
  readonly end: number
  /** None where it is a node. */
  readonly segments: readonly DirectedSegment[]
}

/**
 * Each way of driving a relation's via ways: every one from end to end, the next from where the last ended, whatever their order among
 * the members. Ways that form no such path, or leave a choice, give none. `bit` is the profile's in `Directions`.
 */
export function viaPaths(graph: SegmentGraph, ways: readonly number[], bit: number): readonly ViaPath[] {
  const lengths = ways.flatMap((way) => drivenLengths(graph, way, bit))
  return lengths.flatMap((first) => {
    const path = [first]
    while (path.length < ways.length) {
      const end = path.at(-1)?.end
      const isDriven = new Set(path.map(({ way }) => way))
      const [next, ...others] = lengths.filter(({ way, start }) => start === end && !isDriven.has(way))
      if (!next || others.length > 0) return []
      path.push(next)
    }
    const { end = first.end } = path.at(-1) ?? {}
    return [{ start: first.start, end, segments: path.flatMap(({ segments }) => segments) }]
  })
}

interface WayLength extends ViaPath {
  readonly way: number
}

/** A way from end to end, in the directions in which the profile drives it; a ring has no ends. */
function drivenLengths(graph: SegmentGraph, way: number, bit: number): readonly WayLength[] {
  const along: DirectedSegment[] = []
  for (let segment = firstOfWay(graph, way); graph.way[segment] === way; segment++) along.push(segment * 2)
  const [first, last] = [along[0], along.at(-1)]
  if (first === undefined || last === undefined) return []
  const [start, end] = [graph.from[first >>> 1] ?? 0, graph.to[last >>> 1] ?? 0]
  if (start === end) return []
  return [
    { way, start, end, segments: along },
    { way, start: end, end: start, segments: along.map((segment) => segment ^ 1).reverse() },
  ].filter(({ segments }) => segments.every((segment) => (directionsOf(graph, segment) & bit) !== 0))
}

/** Segments are in the order of their ways: the first that is not of an earlier one. */
function firstOfWay({ way: ways }: SegmentGraph, way: number): number {
  let [low, high] = [0, ways.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ways[middle] ?? 0) < way) low = middle + 1
    else high = middle
  }
  return low
}
