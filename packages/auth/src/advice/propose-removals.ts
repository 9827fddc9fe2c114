import { type Permission, permissions } from '../permissions.ts'
import { chanceOfUse, isSeldomUsed, UNNEEDED_BELOW, withReads } from './unused-permissions.ts'

/** What a member may do and did. */
export interface MemberUse<Id> {
  readonly id: Id
  /** Members of one group are compared: those with the same role. */
  readonly group: string
  readonly held: ReadonlySet<Permission>
  /** Days since they are watched: since they joined, or since the counting began. */
  readonly observedDays: number
  /** On which days they used what, as days ago. */
  readonly usedDays: ReadonlyMap<Permission, readonly number[]>
}

export interface Removal<Id> {
  readonly id: Id
  readonly removed: readonly Permission[]
  readonly kept: readonly Permission[]
}

/** A permission is in question when it was not used for so long. */
export const UNUSED_DAYS = 60
/** History beyond this says little of the work of today. */
export const HISTORY_DAYS = 180
const MONTH_DAYS = 30
/** Somebody who was away says nothing by not using something. */
const LEAST_ACTIVE_DAYS = 10

/**
 * Proposes to take from members what they did not use for 60 days and will hardly use: where the chance of use, judged from their months and
 * from those of others with the same role, is below one in a hundred a month. Whoever was hardly there in that time keeps everything.
 */
export function proposeRemovals<Id>(members: readonly MemberUse<Id>[]): readonly Removal<Id>[] {
  const months = members.map(monthsOf)
  return members.flatMap((member) => {
    if (member.observedDays < UNUSED_DAYS || activeDays(member) < LEAST_ACTIVE_DAYS) return []
    const peers = members.flatMap((other, index) =>
      other !== member && other.group === member.group ? [{ other, months: months[index] ?? 0 }] : [],
    )
    const needed = new Set([...member.held].filter((permission) => isNeeded(member, permission, peers)))
    const kept = withReads(needed, member.held)
    const removed = permissions.filter((permission) => member.held.has(permission) && !kept.has(permission))
    if (removed.length === 0 || kept.size === 0) return []
    return [{ id: member.id, removed, kept: permissions.filter((permission) => kept.has(permission)) }]
  })
}

interface Peer<Id> {
  readonly other: MemberUse<Id>
  readonly months: number
}

function isNeeded<Id>(member: MemberUse<Id>, permission: Permission, peers: readonly Peer<Id>[]): boolean {
  const days = member.usedDays.get(permission) ?? []
  if (days.some((day) => day < UNUSED_DAYS)) return true
  const chance = chanceOfUse({
    months: monthsOf(member),
    usedMonths: usedMonths(member, permission),
    peerMonths: peers.reduce((sum, peer) => sum + peer.months, 0),
    peerUsedMonths: peers.reduce((sum, { other }) => sum + usedMonths(other, permission), 0),
    isSeldom: isSeldomUsed(permission),
  })
  return chance >= UNNEEDED_BELOW
}

const monthsOf = ({ observedDays }: Pick<MemberUse<unknown>, 'observedDays'>): number =>
  Math.floor(Math.min(observedDays, HISTORY_DAYS) / MONTH_DAYS)

const usedMonths = (member: MemberUse<unknown>, permission: Permission): number =>
  new Set(
    (member.usedDays.get(permission) ?? [])
      .map((day) => Math.floor(day / MONTH_DAYS))
      .filter((month) => month < monthsOf(member)),
  ).size

const activeDays = ({ usedDays }: MemberUse<unknown>): number =>
  new Set([...usedDays.values()].flat().filter((day) => day < UNUSED_DAYS)).size
