import { connectedComponents } from '../graph/connected-components.ts'
import type { Components } from '../graph/connected-components.ts'
import { forbiddenTurn } from '../graph/build-turns.ts'
import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { arcOf, headOf, tailOf } from '../graph/road-network.ts'
import type { WayUses } from '../graph/way-uses.ts'
import { Customizer } from '../hierarchy/customize.ts'
import type { SearchGraph } from '../hierarchy/search-graph.ts'
import type { Profile } from '../profiles/profile.ts'
import { distanceOf } from '../weight.ts'
import { arcWeights } from './arc-weights.ts'
import { linkWeights } from './link-weights.ts'
import { edgeBits, leavable } from './metric.ts'
import type { Metric } from './metric.ts'

/** Makes of a network what one profile needs to drive it. */
export function buildMetric(
  network: RoadNetwork,
  graph: SearchGraph,
  profile: Profile,
  uses: WayUses,
  turnCost: Uint16Array,
): Metric {
  const arcWeight = arcWeights(network, uses)
  const isRestricted = restrictedArcs(network, arcWeight, turnCost, uses)
  const weights = linkWeights(network, graph, { arcWeight, turnCost, isRestricted })
  return {
    forwardKmh: uses.forwardKmh,
    backwardKmh: uses.backwardKmh,
    edgeState: edgeStates(network, arcWeight, turnCost),
    arcWeight,
    turnCost,
    isRestricted,
    hierarchy: new Customizer(graph).run(weights),
    prefersConnected: profile.snap === 'connected',
    drivesOnLeft: profile.drivesOnLeft,
  }
}

// By length: a real island with its own streets is worth planning on; a gated yard or a one-way trap is not.
const smallestShare = 0.05

function edgeStates(network: RoadNetwork, arcWeight: Float64Array, turnCost: Uint16Array): Uint8Array {
  const { component, sizes } = strongParts(network, arcWeight, turnCost)
  const lengthM = new Float64Array(sizes.length)
  for (let arc = 0; arc < arcWeight.length; arc++) {
    const weight = arcWeight[arc] ?? Infinity
    const part = component[network.hasTurns ? arc : tailOf(network, arc)] ?? 0
    if (weight < Infinity) lengthM[part] = (lengthM[part] ?? 0) + distanceOf(weight)
  }
  const longestM = lengthM.reduce((longest, length) => Math.max(longest, length), 0)
  const isLarge = Array.from(lengthM, (length) => length > 0 && length >= longestM * smallestShare)
  const isOfLarge = new Uint8Array(network.edgeTail.length)
  if (network.hasTurns) {
    // Some roads are come to in a copy only.
    for (let node = 0; node < arcWeight.length; node++) {
      if (isLarge[component[node] ?? 0] === true) isOfLarge[arcOf(network, node) >>> 1] = 1
    }
  }
  const isConnected = (edge: number): boolean => {
    if (network.hasTurns) return isOfLarge[edge] === 1
    const first = component[network.edgeTail[edge] ?? 0] ?? 0
    return isLarge[first] === true && first === component[network.edgeHead[edge] ?? 0]
  }
  return Uint8Array.from(network.edgeTail, (_, edge) => {
    const along = (arcWeight[2 * edge] ?? Infinity) < Infinity
    const against = (arcWeight[2 * edge + 1] ?? Infinity) < Infinity
    return (
      (along ? edgeBits.along : 0) |
      (against ? edgeBits.against : 0) |
      ((along || against) && isConnected(edge) ? edgeBits.connected : 0)
    )
  })
}

/**
 * Arcs that only the beginning or the end of a trip may use: those of destination-only ways, and all that can be reached or left
 * through such ways alone. A path then begins on some of them, leaves them for good, and may end on some again.
 */
function restrictedArcs(
  network: RoadNetwork,
  arcWeight: Float64Array,
  turnCost: Uint16Array,
  { isDestinationOnly }: WayUses,
): Uint8Array {
  const isRestricted = new Uint8Array(arcWeight.length)
  if (!network.hasTurns) return isRestricted
  let hasAny = false
  network.edgeTail.forEach((_, edge) => {
    const last = (network.edgePoints[edge + 1] ?? 0) - 1
    for (let point = network.edgePoints[edge] ?? 0; point < last; point++) {
      if (isDestinationOnly[(network.pointWay[point] ?? 0) >>> 1] !== 1) continue
      isRestricted[2 * edge] = 1
      isRestricted[2 * edge + 1] = 1
      hasAny = true
    }
  })
  if (!hasAny) return isRestricted
  const isDriven = (arc: Arc): boolean => (arcWeight[arc] ?? Infinity) < Infinity
  const isPassed = passedJunctions(network, arcWeight, turnCost)
  const endsAtBarrier = (arc: Arc): boolean => isPassed[headOf(network, arc)] === 0
  // By junctions: the two directions of a road hang together although turning back is no way to get from one to the other.
  const { component, sizes } = connectedJunctions(
    network,
    (arc) => isDriven(arc) && isRestricted[arc] === 0 && !endsAtBarrier(arc),
  )
  // Each island has a main part of its own; so has what lies behind a barrier, and the barrier itself.
  const islands = connectedJunctions(
    network,
    (arc) => (isDriven(arc) || isDriven(arc ^ 1)) && !endsAtBarrier(arc) && !endsAtBarrier(arc ^ 1),
  )
  const main = new Map<number, number>()
  islands.component.forEach((island, junction) => {
    const [part, known] = [component[junction] ?? 0, main.get(island)]
    if (known === undefined || (sizes[part] ?? 0) > (sizes[known] ?? 0)) main.set(island, part)
  })
  const isInMain = (arc: Arc): boolean =>
    [tailOf(network, arc), headOf(network, arc)].every(
      (junction) => component[junction] === main.get(islands.component[junction] ?? 0),
    )
  const arcCount = network.edgeTail.length * 2
  for (let arc = 0; arc < arcCount; arc++) {
    if (!isInMain(arc)) isRestricted[arc] = 1
  }
  markLeavable(network, turnCost, isRestricted)
  network.copiedArc.forEach((arc, copy) => {
    isRestricted[arcCount + copy] = isRestricted[arc] ?? 0
  })
  return isRestricted
}

/** 1 by junction where some turn is possible. */
function passedJunctions(network: RoadNetwork, arcWeight: Float64Array, turnCost: Uint16Array): Uint8Array {
  const { turns, junctionCount } = network
  const isPassed = new Uint8Array(junctionCount)
  for (let arc = 0; arc < network.edgeTail.length * 2; arc++) {
    if (arcWeight[arc] === Infinity) continue
    const costs = turnCost.subarray(turns.offsets[arc], turns.offsets[arc + 1])
    if (costs.some((cost) => cost !== forbiddenTurn)) isPassed[headOf(network, arc)] = 1
  }
  return isPassed
}

/**
 * Marks the restricted arcs from which a free one can be reached, from those back that lead into one. Copies count as their arcs: who
 * begins on such an arc searches for the way out by the copies.
 */
function markLeavable(network: RoadNetwork, turnCost: Uint16Array, isRestricted: Uint8Array): void {
  const { turns, leaving } = network
  const leadsTo = (arc: Arc, isWanted: (next: Arc) => boolean): boolean => {
    for (let turn = turns.offsets[arc] ?? 0; turn < (turns.offsets[arc + 1] ?? 0); turn++) {
      if (turnCost[turn] !== forbiddenTurn && isWanted(arcOf(network, turns.items[turn] ?? 0))) return true
    }
    return false
  }
  const pending: Arc[] = []
  const mark = (arc: Arc): void => {
    isRestricted[arc] = leavable
    pending.push(arc)
  }
  for (let arc = 0; arc < network.edgeTail.length * 2; arc++) {
    if (isRestricted[arc] === 1 && leadsTo(arc, (next) => isRestricted[next] === 0)) mark(arc)
  }
  for (let arc = pending.pop(); arc !== undefined; arc = pending.pop()) {
    const reached = arc
    const junction = tailOf(network, arc)
    for (let at = leaving.offsets[junction] ?? 0; at < (leaving.offsets[junction + 1] ?? 0); at++) {
      const before = (leaving.items[at] ?? 0) ^ 1
      if (isRestricted[before] === 1 && leadsTo(before, (next) => next === reached)) mark(before)
    }
  }
}

/** The parts of what a search moves through in which everything reaches everything. */
function strongParts(network: RoadNetwork, arcWeight: Float64Array, turnCost: Uint16Array): Components {
  const { turns, hasTurns } = network
  if (!hasTurns) return connectedJunctions(network, (arc) => (arcWeight[arc] ?? Infinity) < Infinity)
  const from = new Uint32Array(turns.items.length)
  const to = new Uint32Array(turns.items.length)
  let count = 0
  for (let arc = 0; arc < arcWeight.length; arc++) {
    if (arcWeight[arc] === Infinity) continue
    for (let turn = turns.offsets[arc] ?? 0; turn < (turns.offsets[arc + 1] ?? 0); turn++) {
      if (turnCost[turn] === forbiddenTurn) continue
      from[count] = arc
      to[count++] = turns.items[turn] ?? 0
    }
  }
  return connectedComponents(arcWeight.length, from.subarray(0, count), to.subarray(0, count))
}

/** The parts of the network in which every junction reaches every other over open arcs, turns apart. */
function connectedJunctions(network: RoadNetwork, isOpen: (arc: Arc) => boolean): Components {
  const arcCount = network.edgeTail.length * 2
  const from = new Uint32Array(arcCount)
  const to = new Uint32Array(arcCount)
  let count = 0
  for (let arc = 0; arc < arcCount; arc++) {
    if (!isOpen(arc)) continue
    from[count] = tailOf(network, arc)
    to[count++] = headOf(network, arc)
  }
  return connectedComponents(network.junctionCount, from.subarray(0, count), to.subarray(0, count))
}
