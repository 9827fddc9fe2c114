import type { Role } from '@cartage/domain'
import type { MemberUse } from '../src/advice/propose-removals.ts'
import { type Permission, permissions, permissionsOf } from '../src/permissions.ts'
import { type Random, seeded } from './random.ts'

export interface SimulatedMember extends Omit<MemberUse<number>, 'observedDays' | 'usedDays' | 'group'> {
  readonly tenant: number
  readonly role: Role
  readonly joinedDay: number
  /** On which days they used what, from the first day of the simulation. */
  readonly days: ReadonlyMap<Permission, readonly number[]>
}

/** How often somebody uses a permission: uses a day, 0 for never. */
const habits = {
  daily: 0.8,
  weekly: 0.2,
  monthly: 1 / 30,
  quarterly: 1 / 90,
  yearly: 1 / 365,
  never: 0,
} as const
type Habits = Readonly<Record<keyof typeof habits, number>>
const most: Habits = { daily: 85, weekly: 12, monthly: 3, quarterly: 0, yearly: 0, never: 0 }
const half: Habits = { daily: 25, weekly: 20, monthly: 8, quarterly: 4, yearly: 3, never: 40 }
const few: Habits = { daily: 3, weekly: 7, monthly: 8, quarterly: 5, yearly: 7, never: 70 }
const rare: Habits = { daily: 0, weekly: 2, monthly: 6, quarterly: 10, yearly: 22, never: 60 }

/** By how much each permission is used; of those that administrate most are used a few times a year or by one person. */
const useOf: Readonly<Record<Permission, Habits>> = {
  'order:read': most,
  'order:write': half,
  'fleet:read': half,
  'fleet:write': few,
  'plan:read': most,
  'plan:write': half,
  'plan:publish': half,
  'region:read': half,
  'region:write': rare,
  'closure:write': few,
  'organization:read': most,
  'organization:write': rare,
  'member:manage': few,
  'role:manage': rare,
  'access:manage': rare,
  'key:manage': rare,
  'audit:read': few,
}

/** A firm that has no closures, or one region for good, has nobody who sees to them. */
const NOT_DONE_HERE = 0.4

/** Organizations of people who use what their job needs and their firm does. One in twelve takes on something new each half-year; holidays come in between. */
export function simulatePermissionUse(
  seed: number,
  people: number,
  days: number,
): readonly SimulatedMember[] {
  const random = seeded(seed * 7_919)
  const members: SimulatedMember[] = []
  for (let tenant = 0; members.length < people; tenant++) {
    const size = Math.min(people - members.length, Math.max(3, Math.round(Math.exp(random.normal(2.6, 0.8)))))
    const notDone = new Set(
      permissions.filter((permission) => useOf[permission] !== most && random.chance(NOT_DONE_HERE)),
    )
    for (let n = 0; n < size; n++) {
      const role: Role = n === 0 ? 'admin' : random.weighted({ admin: 12, dispatcher: 60, viewer: 28 })
      const held = permissionsOf(role)
      const joinedDay = random.chance(0.25) ? random.int(days - 60) : 0
      members.push({
        id: members.length,
        tenant,
        role,
        held,
        joinedDay,
        days: new Map(
          [...held].map((permission) => [
            permission,
            useDays(
              random,
              notDone.has(permission) ? 'never' : random.weighted(useOf[permission]),
              joinedDay,
              days,
            ),
          ]),
        ),
      })
    }
  }
  return members
}

function useDays(random: Random, habit: keyof typeof habits, from: number, until: number): readonly number[] {
  // A new duty begins on a day and stays.
  const duty = random.chance(1 / 12 / 6) ? { from: random.int(until), rate: habits.weekly } : null
  const holiday = random.int(until)
  const used: number[] = []
  for (let day = from; day < until; day++) {
    if (day % 7 > 4 || (day >= holiday && day < holiday + 14)) continue
    const rate = Math.max(habits[habit], duty !== null && day >= duty.from ? duty.rate : 0)
    if (random.chance(rate)) used.push(day)
  }
  return used
}

/** A member as the advice sees them on a day. */
export const asOf = (member: SimulatedMember, day: number): MemberUse<number> => ({
  id: member.id,
  group: `${member.tenant} ${member.role}`,
  held: member.held,
  observedDays: Math.max(0, day - member.joinedDay),
  usedDays: new Map(
    [...member.days].map(([permission, days]) => [
      permission,
      days.filter((used) => used < day).map((used) => day - used - 1),
    ]),
  ),
})
