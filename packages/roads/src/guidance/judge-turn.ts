import type { Branch } from './read-junction.ts'
import type { RoadLabel } from './road-labels.ts'
import { isLink, isRamp, isTrunkRoad, minorRank } from './road-rank.ts'
import { isSameRoad, isUntitled } from './same-road.ts'
import type { Maneuver, Modifier } from './step.ts'

export type Verdict = Pick<Maneuver, 'type' | 'modifier'>

// Degrees from straight on up to which a direction is called so.
const straightDeg = 20
export const slightDeg = 45
const plainDeg = 135
const sharpDeg = 170
// Up to here a branch is a way of going on rather than a turn.
const onwardDeg = 55
// A branch as much further from straight on than another is not mistaken for it.
const clearlyDeg = 25

/**
 * What a driver who comes along `before` has to be told to leave by `taken`, one of the junction's `branches`; undefined where it is
 * what everybody does who is told nothing.
 */
export function judgeTurn(
  before: RoadLabel,
  taken: Branch,
  branches: readonly Branch[],
): Verdict | undefined {
  const merged = mergeSide(before, taken, branches)
  if (merged) return { type: 'merge', modifier: merged }
  const others = branches.filter((branch) => branch !== taken && branch.isOpen)
  if (others.length === 0) return undefined
  const { label, angleDeg } = taken
  const isOnward = Math.abs(angleDeg) < slightDeg
  if (isRamp(label) && !isLink(before)) {
    const type = isTrunkRoad(before) ? 'off ramp' : 'on ramp'
    return { type, modifier: isOnward ? sideAmong(angleDeg, others) : modifierOf(angleDeg) }
  }
  const isSame = isSameRoad(before, label) && !isUntitled(label)
  if (!isOnward) return isBend(before, taken, others) ? undefined : turnOf(taken, branches, isSame)
  const rivals = others.filter((other) => isRival(before, taken, other))
  if (rivals.length === 0) return undefined
  if (rivals.some((rival) => isFork(before, taken, rival)))
    return { type: 'fork', modifier: sideAmong(angleDeg, rivals) }
  return { type: isSame ? 'continue' : 'turn', modifier: sideAmong(angleDeg, rivals) }
}

export function modifierOf(angleDeg: number): Modifier {
  const off = Math.abs(angleDeg)
  if (off <= straightDeg) return 'straight'
  if (off > sharpDeg) return 'uturn'
  const side = angleDeg > 0 ? 'right' : 'left'
  return off <= slightDeg ? `slight ${side}` : off <= plainDeg ? side : `sharp ${side}`
}

/** From a ramp into the traffic of a road that passes: the side on which it comes from. */
function mergeSide(before: RoadLabel, taken: Branch, branches: readonly Branch[]): Modifier | undefined {
  if (!isRamp(before) || isLink(taken.label) || Math.abs(taken.angleDeg) > slightDeg) return undefined
  const passing = branches.find((branch) => {
    if (branch === taken || !branch.comesIn || isLink(branch.label)) return false
    return Math.abs(branch.angleDeg) > 180 - onwardDeg
  })
  return passing && (passing.angleDeg > 0 ? 'slight right' : 'slight left')
}

/** On which side of the other branches one keeps. */
function sideAmong(angleDeg: number, others: readonly Branch[]): Modifier {
  const onward = others.filter((other) => Math.abs(other.angleDeg) < onwardDeg + clearlyDeg)
  if (onward.length === 0) return modifierOf(angleDeg)
  const isLeft = onward.every((other) => other.angleDeg > angleDeg)
  const isRight = onward.every((other) => other.angleDeg < angleDeg)
  return isLeft ? 'slight left' : isRight ? 'slight right' : 'straight'
}

/** A road that turns a corner while nothing but driveways leave it there. */
function isBend(before: RoadLabel, { label }: Branch, others: readonly Branch[]): boolean {
  const isRoad = label.rank < minorRank && before.rank < minorRank
  return isRoad && isSameRoad(before, label) && others.every((other) => other.label.rank >= minorRank)
}

function turnOf({ angleDeg }: Branch, branches: readonly Branch[], isSame: boolean): Verdict {
  const modifier = modifierOf(angleDeg)
  if (isSame) return { type: 'continue', modifier }
  // Two roads that hardly differ in direction make no U-turn unless they are one.
  const turn = modifier === 'uturn' ? (angleDeg > 0 ? 'sharp right' : 'sharp left') : modifier
  const endsHere = branches.every((branch) => Math.abs(branch.angleDeg) >= slightDeg)
  const hasOtherSide = branches.some((branch) => branch.isOpen && branch.angleDeg * angleDeg < 0)
  return { type: endsHere && hasOtherSide ? 'end of road' : 'turn', modifier: turn }
}

/** Whether someone told nothing might leave by the other branch. */
function isRival(before: RoadLabel, taken: Branch, other: Branch): boolean {
  const [off, otherOff] = [Math.abs(taken.angleDeg), Math.abs(other.angleDeg)]
  if (otherOff > onwardDeg) return false
  const [rank, otherRank] = [taken.label.rank, other.label.rank]
  const isSame = isSameRoad(before, taken.label)
  const isOtherSame = isSameRoad(before, other.label)
  if (isLink(other.label) && !isLink(taken.label) && (isSame || off <= otherOff)) return false
  if (otherRank >= rank + 2 && (isSame || off <= straightDeg || off < otherOff)) return false
  if (isOtherSame && !isSame) return true
  if (isSame && !isOtherSame && rank <= otherRank && off <= otherOff + clearlyDeg) return false
  if (off <= straightDeg && otherOff - off >= clearlyDeg) return false
  return !(before.rank === rank && otherRank > rank && off < otherOff)
}

/** Two branches that part like the tines of a fork, rather than one off a road that goes on. */
function isFork(before: RoadLabel, taken: Branch, rival: Branch): boolean {
  const [off, otherOff] = [Math.abs(taken.angleDeg), Math.abs(rival.angleDeg)]
  const nearest = Math.min(off, otherOff)
  if (nearest <= straightDeg / 2 && Math.abs(off - otherOff) >= clearlyDeg) return false
  const goesOn =
    otherOff <= straightDeg / 2 && isSameRoad(before, rival.label) && !isSameRoad(before, taken.label)
  return !goesOn && Math.abs(taken.label.rank - rival.label.rank) <= 2
}
