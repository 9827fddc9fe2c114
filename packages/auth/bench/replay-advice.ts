import { type MemberUse, proposeRemovals, type Removal, UNUSED_DAYS } from '../src/advice/propose-removals.ts'
import type { Permission } from '../src/permissions.ts'
import { asOf, simulatePermissionUse } from './simulate-permission-use.ts'

const [PEOPLE, ADVICE_DAY] = [400, 180] as const
/** For how long what was taken is watched, in days; the gate is about the longer. */
const WATCHED_DAYS = [28, 56] as const

interface Tally {
  unused: number
  removed: number
  /** Removals of what was used afterwards. */
  needed: number
}

interface Replay {
  readonly lines: readonly object[]
  readonly holds: boolean
}

/** Takes on day 180 what is proposed, and counts what would have been missed in the weeks after. */
export function replayAdvice(seeds: readonly number[]): Replay {
  const [month, longer] = WATCHED_DAYS.map((days) => replay(seeds, days))
  const holds = (longer?.per100 ?? Number.NaN) <= 1
  return {
    holds,
    lines: [
      { bench: 'permission-advice', seeds, people: PEOPLE, adviceOnDay: ADVICE_DAY },
      ...(month?.lines ?? []),
      ...(longer?.lines ?? []),
      { gate: 'at most 1 removal of 100 needed in the 8 weeks after', holds },
    ],
  }
}

function replay(seeds: readonly number[], watchedDays: number) {
  const ours: Tally = { unused: 0, removed: 0, needed: 0 }
  const naive: Tally = { unused: 0, removed: 0, needed: 0 }
  for (const seed of seeds) {
    const people = simulatePermissionUse(seed, PEOPLE, ADVICE_DAY + WATCHED_DAYS[1])
    const seen = people.map((person) => asOf(person, ADVICE_DAY))
    const later = people.map(({ days }) => usedBetween(days, ADVICE_DAY, ADVICE_DAY + watchedDays))
    const tally = (into: Tally, removals: readonly Removal<number>[]): void => {
      for (const { held, id } of seen) {
        into.unused += [...held].filter((permission) => later[id]?.has(permission) !== true).length
      }
      for (const { id, removed } of removals) {
        into.removed += removed.length
        into.needed += removed.filter((permission) => later[id]?.has(permission) === true).length
      }
    }
    tally(
      ours,
      tenantsOf(seen).flatMap((members) => proposeRemovals(members)),
    )
    tally(naive, seen.map(allUnused))
  }
  return {
    per100: (100 * ours.needed) / Math.max(1, ours.removed),
    lines: [
      { watchedDays, method: 'everything unused for 60 days', ...shares(naive) },
      { watchedDays, method: 'chance of use below 1 % a month', ...shares(ours) },
    ],
  }
}

const usedBetween = (
  days: ReadonlyMap<Permission, readonly number[]>,
  from: number,
  until: number,
): ReadonlySet<Permission> =>
  new Set(
    [...days]
      .filter(([, used]) => used.some((day) => day >= from && day < until))
      .map(([permission]) => permission),
  )

/** Of the grants that are not used in the weeks after. */
const shares = ({ unused, removed, needed }: Tally) => ({
  unusedGrants: unused,
  removed,
  shareRemoved: Math.round((1_000 * (removed - needed)) / unused) / 1_000,
  neededPer100: Math.round((10_000 * needed) / Math.max(1, removed)) / 100,
})

function tenantsOf(members: readonly MemberUse<number>[]): readonly (readonly MemberUse<number>[])[] {
  return [...Map.groupBy(members, ({ group }) => group.split(' ')[0]).values()]
}

function allUnused({ id, held, usedDays, observedDays }: MemberUse<number>): Removal<number> {
  const isUnused = (permission: Permission): boolean =>
    observedDays >= UNUSED_DAYS && !(usedDays.get(permission) ?? []).some((day) => day < UNUSED_DAYS)
  return {
    id,
    removed: [...held].filter(isUnused),
    kept: [...held].filter((permission) => !isUnused(permission)),
  }
}
