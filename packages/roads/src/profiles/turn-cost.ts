import { own } from './match-tags.ts'
import type { Profile } from './profile.ts'

/** One way of passing from one road to the next at a node. */
export interface Turn {
  /** Degrees from straight on, -180 to 180, positive to the right. */
  readonly angleDeg: number
  /** Back along the edge just driven. */
  readonly isUTurn: boolean
  /** `highway` value of the way before and after, or `ferry`. */
  readonly fromClass: string
  readonly toClass: string
  /** Number of roads that meet: 1 is a dead end, 2 a bend, which is no choice and no halt. */
  readonly degree: number
  readonly hasSignals: boolean
}

/**
 * Seconds that a turn takes; Infinity forbids it. The wait at signals belongs to their node (`nodeCostS`). A profile without turn
 * costs forbids nothing here: where it may turn back is for the graph to settle, by `uTurns`.
 *
 * A turn by the angle a at speed v changes the velocity by 2 v sin(a / 2), whose square, the energy braked away and gained
 * again, grows with 1 - cos a: nothing straight on, 1 at a right angle, 2 at a hairpin. That curve is scaled by the profile's two
 * right-angle costs, one for each side, since the far side waits for a gap in oncoming traffic. Entering a more important
 * road waits for a gap as well. That turns be costed by angle, side and the classes of the two roads follows Winter,
 * "Modeling costs of turns in route planning" (GeoInformatica 6, 2002); gaps of 4 to 7 s are the Highway Capacity Manual's.
 */
export function turnCostS(profile: Profile, turn: Turn): number {
  const { turns, ferries } = profile
  const boardingS = turn.toClass === 'ferry' && turn.fromClass !== 'ferry' ? (ferries?.boardingS ?? 0) : 0
  if (!turns) return boardingS
  if (turn.isUTurn) return profile.uTurns === 'anywhere' || turn.degree <= 1 ? turns.uTurnS : Infinity
  if (turn.degree <= 2) return boardingS
  const isFarSide = profile.drivesOnLeft ? turn.angleDeg > 0 : turn.angleDeg < 0
  const bend = 1 - Math.cos((turn.angleDeg * Math.PI) / 180)
  const angleS = bend * (isFarSide ? turns.farSideS : turns.nearSideS)
  const rank = (roadClass: string): number => own(turns.importance, roadClass) ?? 0
  const givesWay = !turn.hasSignals && rank(turn.toClass) > rank(turn.fromClass)
  return angleS + (givesWay ? turns.giveWayS : 0) + boardingS
}
