import { type ByLevel, type Level, levels, nothingSeen, type Seen } from '../src/risk/back-off.ts'
import type { DeviceKind, NestedSeen, SignInEvidence } from '../src/risk/sign-in-risk.ts'
import { WEEK_HOURS, weekHourOf } from '../src/risk/week-hours.ts'
import type { SimulatedSignIn } from './simulate-sign-ins.ts'

/** Values with a count each, and what they are a part of. */
class Counter {
  readonly #narrow = new Map<string, Map<string, number>>()
  readonly #wide = new Map<string, number>()
  #total = 0

  add(wide: string, narrow: string, isNewWide: boolean, isNewNarrow: boolean): void {
    if (isNewWide) {
      this.#wide.set(wide, (this.#wide.get(wide) ?? 0) + 1)
      this.#total++
    }
    if (!isNewNarrow) return
    const within = this.#narrow.get(wide) ?? new Map<string, number>()
    within.set(narrow, (within.get(narrow) ?? 0) + 1)
    this.#narrow.set(wide, within)
  }

  wide(value: string): Seen {
    return { total: this.#total, distinct: this.#wide.size, count: this.#wide.get(value) ?? 0 }
  }

  narrow(wide: string, value: string): Seen {
    const within = this.#narrow.get(wide)
    if (within === undefined) return nothingSeen
    let total = 0
    for (const count of within.values()) total += count
    return { total, distinct: within.size, count: within.get(value) ?? 0 }
  }

  has(wide: string, narrow: string): readonly [boolean, boolean] {
    return [this.#wide.has(wide), this.#narrow.get(wide)?.has(narrow) === true]
  }
}

interface Group {
  readonly network: Counter
  readonly agent: Counter
  readonly hours: number[]
  signIns: number
  devices: number
}

const aGroup = (): Group => ({
  network: new Counter(),
  agent: new Counter(),
  hours: Array.from({ length: WEEK_HOURS }, () => 0),
  signIns: 0,
  devices: 0,
})

/** What the database knows of the sign-ins so far, counted as it does. */
export class SignInMemory {
  readonly #groups = new Map<string, Group>()

  evidence(signIn: SimulatedSignIn): SignInEvidence {
    const { at, wide, prefix, system, agent } = signIn
    const groups = this.#groupsOf(signIn)
    const seen = (feature: 'network' | 'agent', outer: string, inner: string): NestedSeen => ({
      wide: each((level) => groups[level][feature].wide(outer)),
      narrow: each((level) => groups[level][feature].narrow(outer, inner)),
    })
    return {
      device: deviceKindOf(signIn),
      own: groups.user,
      tenant: groups.tenant,
      network: seen('network', wide, prefix),
      agent: seen('agent', system, agent),
      hour: weekHourOf(at),
      hours: each((level) => groups[level].hours),
    }
  }

  /** What "new device or new address" goes by. */
  isNewPlace(signIn: SimulatedSignIn): boolean {
    return !this.#groupsOf(signIn).user.network.has(signIn.wide, signIn.prefix)[1]
  }

  count(signIn: SimulatedSignIn): number {
    return this.#groupsOf(signIn).user.signIns
  }

  add(signIn: SimulatedSignIn): void {
    const { at, wide, prefix, system, agent, browser } = signIn
    const groups = this.#groupsOf(signIn)
    const { user } = groups
    const hour = weekHourOf(at)
    const isNew = deviceKindOf(signIn) === 'new'
    // Above the person each counts once a value.
    const [hasWide, hasPrefix] = user.network.has(wide, prefix)
    const [hasSystem, hasAgent] = user.agent.has(system, agent)
    const hasHour = (user.hours[hour] ?? 0) > 0
    for (const level of levels) {
      const group = groups[level]
      const isOwn = level === 'user'
      group.network.add(wide, prefix, isOwn || !hasWide, isOwn || !hasPrefix)
      group.agent.add(system, agent, isOwn || !hasSystem, isOwn || !hasAgent)
      if (isOwn || !hasHour) group.hours[hour] = (group.hours[hour] ?? 0) + 1
      group.signIns++
      if (isNew) group.devices++
    }
    if (browser !== null) browser.owner = signIn.user
  }

  #groupsOf({ user: { id, tenant, role } }: SimulatedSignIn): ByLevel<Group> {
    const find = (key: string): Group => {
      const found = this.#groups.get(key) ?? aGroup()
      this.#groups.set(key, found)
      return found
    }
    return {
      all: find('all'),
      tenant: find(`tenant ${tenant}`),
      role: find(`role ${tenant} ${role}`),
      user: find(`user ${id}`),
    }
  }
}

const each = <Value>(of: (level: Level) => Value): ByLevel<Value> => ({
  all: of('all'),
  tenant: of('tenant'),
  role: of('role'),
  user: of('user'),
})

export function deviceKindOf({ browser, user }: SimulatedSignIn): DeviceKind {
  const owner = browser?.owner ?? null
  if (owner === null) return 'new'
  if (owner.id === user.id) return 'own'
  return owner.tenant === user.tenant ? 'shared' : 'new'
}
