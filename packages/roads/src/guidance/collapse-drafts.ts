import { turnedDeg } from '../graph/bearings.ts'
import type { Draft } from './draft-steps.ts'
import type { Stretch } from './drive-line.ts'
import { modifierOf } from './judge-turn.ts'
import { isLink, isSlipRoad } from './road-rank.ts'
import { isSameRoad, isUntitled } from './same-road.ts'

// Two turns this close are one: around a traffic island, or across the middle of a divided road.
export const oneTurnWithinDm = 300
// A slip road of this length at most belongs to the turn for which it was built.
export const slipWithinDm = 1500
// A name held for less than this is a bridge or an error.
const blinkWithinDm = 1000
const uTurnDeg = 150
const straightDeg = 30

/** Drops what a driver need not be told and makes one turn of those that are one. */
export function collapseDrafts(drafts: readonly Draft[], stretches: readonly Stretch[]): readonly Draft[] {
  const reachedDm = [0]
  for (const { dm } of stretches) reachedDm.push((reachedDm.at(-1) ?? 0) + dm)
  const lengthDm = (from: Draft, to: Draft): number =>
    (reachedDm[to.stretch] ?? 0) - (reachedDm[from.stretch] ?? 0)
  const kept: Draft[] = []
  for (const next of drafts) {
    const last = kept.at(-1)
    const before = kept.at(-2)
    if (!last || !before) {
      kept.push(next)
      continue
    }
    const dm = lengthDm(last, next)
    if (last.type === 'new name' && dm < blinkWithinDm) {
      kept.pop()
      if (next.type === 'new name' && isSameRoad(before.label, next.label)) continue
      kept.push(next)
    } else if (isOneTurn(before, last, next, dm)) {
      kept.pop()
      const joined = joinTurns(before, last, next)
      if (joined) kept.push(joined)
    } else {
      kept.push(next)
    }
  }
  return kept
}

const turning: ReadonlySet<Draft['type']> = new Set(['turn', 'continue', 'end of road', 'fork'])

/** Of the kinds of which two may be one. */
export function isTurning({ type }: Pick<Draft, 'type'>): boolean {
  return turning.has(type)
}

function isOneTurn(before: Draft, last: Draft, next: Draft, dm: number): boolean {
  if (!isTurning(last) || !isTurning(next)) return false
  if (isSlipRoad(last.label) && !isLink(next.label) && dm < slipWithinDm) return true
  const isBetween =
    isUntitled(last.label) || isSameRoad(last.label, before.label) || isSameRoad(last.label, next.label)
  return dm < oneTurnWithinDm && isBetween
}

/** One turn for two; none where together they lead straight on along the road. */
function joinTurns(before: Draft, first: Draft, second: Draft): Draft | undefined {
  const angle = turnedDeg(first.beforeDeg, second.afterDeg)
  const isSame = isSameRoad(before.label, second.label)
  if (isSame && Math.abs(angle) < straightDeg) return undefined
  const isBack = isSame && Math.abs(angle) > uTurnDeg
  return {
    ...second,
    type: isBack || isSame ? 'continue' : 'turn',
    modifier: isBack ? 'uturn' : modifierOf(angle),
    stretch: first.stretch,
    beforeDeg: first.beforeDeg,
  }
}
