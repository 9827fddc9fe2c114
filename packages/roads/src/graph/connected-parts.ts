import { backwardBit, forwardBit } from './build-segments.ts'
import type { SegmentGraph } from './build-segments.ts'
import { connectedComponents } from './connected-components.ts'

export interface ConnectedParts {
  /** By graph node: the number of its part from 1, or 0 where too little can be reached and left again. */
  readonly part: Uint32Array
  readonly largestNodes: number
}

// A real island with its own streets is worth planning on; a gated yard or a one-way trap is not.
const smallestShare = 0.05

/** The strongly connected parts of the network that are at least a twentieth of the largest one. */
export function connectedParts(segments: SegmentGraph): ConnectedParts {
  const arcFrom = new Uint32Array(segments.directedSegments)
  const arcTo = new Uint32Array(segments.directedSegments)
  let count = 0
  segments.from.forEach((from, segment) => {
    const to = segments.to[segment] ?? 0
    const directions = segments.directions[segment] ?? 0
    if ((directions & forwardBit) !== 0) {
      arcFrom[count] = from
      arcTo[count++] = to
    }
    if ((directions & backwardBit) !== 0) {
      arcFrom[count] = to
      arcTo[count++] = from
    }
  })
  const { component, sizes, largest } = connectedComponents(segments.nodeOsm.length, arcFrom, arcTo)
  const largestNodes = sizes[largest] ?? 0
  const part = component.map((number) =>
    (sizes[number] ?? 0) >= largestNodes * smallestShare ? number + 1 : 0,
  )
  return { part, largestNodes }
}
