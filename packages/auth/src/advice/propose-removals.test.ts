import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Permission, permissions, permissionsOf } from '../permissions.ts'
import { clusterByUse, jaccardDistance } from './cluster-by-use.ts'
import { type MemberUse, proposeRemovals } from './propose-removals.ts'
import { chanceOfUse, withReads } from './unused-permissions.ts'

const everyDay = Array.from({ length: 120 }, (_, day) => day)

/** A dispatcher of half a year who uses these every day, and others as said. */
const aMember = (
  id: string,
  daily: readonly Permission[],
  also: Partial<Record<Permission, readonly number[]>> = {},
): MemberUse<string> => ({
  id,
  group: 'dispatcher',
  held: permissionsOf('dispatcher'),
  observedDays: 180,
  usedDays: new Map([
    ...daily.map((permission) => [permission, everyDay] as const),
    ...(Object.entries(also) as [Permission, readonly number[]][]),
  ]),
})

const reads: readonly Permission[] = [
  'order:read',
  'fleet:read',
  'plan:read',
  'region:read',
  'organization:read',
]

describe('what a member could do without', () => {
  it('is what they did not use for 60 days and their peers do not either', () => {
    const team = ['a', 'b', 'c', 'd'].map((id) => aMember(id, [...reads, 'order:write', 'plan:write']))

    const [first] = proposeRemovals(team)

    expect(first).toEqual({
      id: 'a',
      removed: ['fleet:write', 'plan:publish', 'closure:write'],
      kept: [...permissions].filter((permission) =>
        [...reads, 'order:write', 'plan:write'].includes(permission),
      ),
    })
  })

  it('is nothing that was used 59 days ago', () => {
    const [proposal] = proposeRemovals([aMember('a', reads, { 'plan:publish': [59] })])

    expect(proposal?.removed).not.toContain('plan:publish')
  })

  it('is nothing that they used in an earlier month, or that peers with the role use', () => {
    const earlier = proposeRemovals([aMember('a', reads, { 'plan:publish': [100] })])
    const peers = ['b', 'c', 'd'].map((id) => aMember(id, [...reads, 'fleet:write']))
    const withPeers = proposeRemovals([aMember('a', reads), ...peers])

    expect(earlier[0]?.removed).not.toContain('plan:publish')
    expect(withPeers.find(({ id }) => id === 'a')?.removed).not.toContain('fleet:write')
  })

  it('is unknown of somebody new, and of somebody who was away', () => {
    const fresh = { ...aMember('a', reads), observedDays: 59 }
    const away = { ...aMember('b', []), usedDays: new Map([['order:read', [70, 71, 72]]] as const) }

    expect(proposeRemovals([fresh, away])).toEqual([])
  })

  it('keeps what has to be seen for what is changed', () => {
    const kept = withReads(
      new Set<Permission>(['plan:publish', 'closure:write']),
      permissionsOf('dispatcher'),
    )

    expect([...kept].toSorted()).toEqual(['closure:write', 'plan:publish', 'plan:read', 'region:read'])
  })

  it('never adds, and never takes what was used lately', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom(...permissions), fc.array(fc.nat(179), { maxLength: 30 })), {
          maxLength: 6,
        }),
        (team) => {
          const members = team.map((used, id) => ({
            id,
            group: 'x',
            held: new Set(permissions),
            observedDays: 180,
            usedDays: new Map(Object.entries(used) as [Permission, number[]][]),
          }))
          for (const { id, kept, removed } of proposeRemovals(members)) {
            expect([...kept, ...removed].toSorted()).toEqual(permissions.toSorted())
            for (const permission of removed) {
              expect(Math.min(60, ...(members[id]!.usedDays.get(permission) ?? []))).toBe(60)
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('the chance of use', () => {
  it('falls with every month without, and rises with each in which it was used', () => {
    const chance = (months: number, usedMonths: number) =>
      chanceOfUse({ months, usedMonths, peerMonths: 20, peerUsedMonths: 1, isSeldom: false })

    expect(chance(6, 0)).toBeLessThan(chance(2, 0))
    expect(chance(6, 1)).toBeGreaterThan(0.1)
  })
})

describe('members who use nearly the same', () => {
  const sets = ['ab', 'abc', 'ab', 'xyz', 'xy'].map((letters) => new Set(letters))

  it('are as far apart as they share little', () => {
    expect(jaccardDistance(new Set('ab'), new Set('abc'))).toBeCloseTo(1 / 3, 12)
    expect(jaccardDistance(new Set('ab'), new Set('xy'))).toBe(1)
    expect(jaccardDistance(new Set(), new Set())).toBe(0)
  })

  it('stand in one group, and each in just one', () => {
    const groups = clusterByUse(sets, 0.4).map((group) => group.toSorted((a, b) => a - b))

    expect(groups.toSorted((a, b) => a[0]! - b[0]!)).toEqual([
      [0, 1, 2],
      [3, 4],
    ])
    expect(clusterByUse(sets, 1)).toHaveLength(1)
    expect(clusterByUse(sets, -1)).toHaveLength(5)
    expect(clusterByUse([], 1)).toEqual([])
  })
})
