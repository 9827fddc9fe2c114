import { type Random, seeded } from './random.ts'

/** What the server sees of a sign-in with the right password. */
export interface SimulatedSignIn {
  readonly at: Date
  readonly user: SimulatedUser
  readonly prefix: string
  readonly wide: string
  readonly system: string
  readonly agent: string
  /** The browser with its cookie; null for one that has none. */
  readonly browser: Browser | null
}

export interface Browser {
  /** Whose cookie it has; signing in as somebody else replaces it. */
  owner: SimulatedUser | null
}

export interface SimulatedUser {
  readonly id: number
  readonly tenant: number
  readonly role: 'admin' | 'dispatcher' | 'driver' | 'viewer'
  readonly systems: readonly Device[]
}

interface Device {
  readonly browser: Browser
  readonly system: string
  readonly agent: string
  readonly isPhone: boolean
}

export const attackers = ['naive', 'same_country', 'targeted'] as const
export type Attacker = (typeof attackers)[number]

export interface SimulatedWorld {
  /** In order of time. */
  readonly signIns: readonly SimulatedSignIn[]
  readonly attacks: readonly (SimulatedSignIn & { readonly attacker: Attacker })[]
}

export interface WorldOptions {
  readonly users: number
  readonly days: number
  /** Attacks begin on this day. */
  readonly attacksFrom: number
  readonly attacksEach: number
}

const START = Date.UTC(2026, 0, 5)
const HOUR_MS = 3_600_000

interface Network {
  readonly prefix: string
  readonly wide: string
}

/** An access provider: some blocks of 16 bits, of which a town uses some of 24. */
interface Provider {
  readonly blocks: readonly number[]
}

const providerOf = (random: Random, blocks: number): Provider => ({
  blocks: Array.from({ length: blocks }, () => random.int(65_536)),
})

function networkOf(random: Random, { blocks }: Provider, pools = 256): Network {
  const block = random.pick(blocks)
  return inBlock(block, random.int(pools))
}

const inBlock = (block: number, pool: number): Network => ({
  prefix: `${block >> 8}.${block & 255}.${pool}.0/24`,
  wide: `${block >> 8}.${block & 255}.0.0/16`,
})

const desktopSystems = { Windows: 76, macOS: 16, Linux: 5, 'Chrome OS': 3 } as const
const phoneSystems = { Android: 62, iOS: 38 } as const
const browsersOf: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Windows: { Chrome: 62, 'Microsoft Edge': 27, Firefox: 11 },
  macOS: { Safari: 50, Chrome: 42, Firefox: 8 },
  Linux: { Firefox: 55, Chrome: 45 },
  'Chrome OS': { Chrome: 100 },
  Android: { Chrome: 84, 'Samsung Internet for Android': 13, Firefox: 3 },
  iOS: { Safari: 88, Chrome: 12 },
}

function deviceOf(random: Random, isPhone: boolean): Device {
  const system = isPhone ? random.weighted(phoneSystems) : random.weighted(desktopSystems)
  const agent = random.weighted(browsersOf[system] ?? { Chrome: 1 })
  return { browser: { owner: null }, system, agent, isPhone }
}

/**
 * Organizations of one country with their people: shifts, offices with own and shared computers, homes whose address moves within the
 * provider's pool, phones behind carriers that share addresses, cafés, trips, replaced devices and cleared cookies. The rates are
 * guesses from how such firms work, written here and not fitted to any result.
 */
export function simulateSignIns(
  seed: number,
  { users, days, attacksFrom, attacksEach }: WorldOptions,
): SimulatedWorld {
  const random = seeded(seed)
  const fixed = Array.from({ length: 7 }, (_, n) => providerOf(random, 12 - n))
  const mobile = Array.from({ length: 3 }, () => providerOf(random, 4))
  const abroad = Array.from({ length: 60 }, () => providerOf(random, 3))
  const marketShare = [30, 22, 16, 12, 9, 6, 5]
  const byShare = <Value>(values: readonly Value[]): Value =>
    values[
      Number(random.weighted(Object.fromEntries(values.map((_, n) => [n, marketShare[n] ?? 1]))))
    ] as Value

  const signIns: SimulatedSignIn[] = []
  const attacks: (SimulatedSignIn & { attacker: Attacker })[] = []
  let made = 0
  for (let tenant = 0; made < users; tenant++) {
    const size = Math.min(users - made, Math.max(3, Math.round(Math.exp(random.normal(2.6, 0.8)))))
    const office = networkOf(random, byShare(fixed))
    const sharedPcs = Array.from({ length: Math.ceil(size / 8) }, () => deviceOf(random, false))
    for (let n = 0; n < size; n++) {
      const person = aPerson(made++, tenant, n === 0 ? 'admin' : undefined, sharedPcs)
      liveThrough(person, office)
    }
  }
  signIns.sort((a, b) => a.at.getTime() - b.at.getTime())
  attacks.sort((a, b) => a.at.getTime() - b.at.getTime())
  return { signIns, attacks }

  function aPerson(id: number, tenant: number, first: 'admin' | undefined, sharedPcs: readonly Device[]) {
    const role = first ?? random.weighted({ admin: 6, dispatcher: 40, driver: 34, viewer: 20 })
    const hasPhone = role === 'driver' || random.chance(0.55)
    const hasLaptop = role !== 'driver' && random.chance(0.5)
    const desk =
      role === 'driver' ? [] : [random.chance(0.25) ? random.pick(sharedPcs) : deviceOf(random, false)]
    const person: SimulatedUser = {
      id,
      tenant,
      role,
      systems: [
        ...desk,
        ...(hasLaptop ? [deviceOf(random, false)] : []),
        ...(hasPhone ? [deviceOf(random, true)] : []),
      ],
    }
    return person
  }

  function liveThrough(first: SimulatedUser, office: Network): void {
    // Early, day, late and night shifts, in hours UTC.
    const start = Number(random.weighted({ 4: 20, 7: 55, 12: 17, 20: 8 }))
    const worksWeekends = random.chance(0.2)
    const homeProvider = byShare(fixed)
    const homeBlock = random.pick(homeProvider.blocks)
    let home = inBlock(homeBlock, random.int(24))
    const carrier = random.pick(mobile)
    const devices = [...first.systems]
    const person: SimulatedUser = { ...first, systems: devices }
    const haunt = networkOf(random, byShare(fixed))
    let trip = { until: -1, network: office }
    for (let day = 0; day < days; day++) {
      if (random.chance(1 / 45))
        home = inBlock(random.chance(0.15) ? random.pick(homeProvider.blocks) : homeBlock, random.int(24))
      for (const [n, device] of devices.entries()) {
        // Cleared cookies, a reinstalled or private browser; or new hardware.
        if (random.chance(1 / 150)) devices[n] = { ...device, browser: { owner: null } }
        if (random.chance(1 / 700)) devices[n] = deviceOf(random, device.isPhone)
      }
      if (day > trip.until && random.chance(1 / 90)) {
        const isAbroad = random.chance(0.3)
        trip = {
          until: day + 1 + random.int(4),
          network: networkOf(random, isAbroad ? random.pick(abroad) : byShare(fixed)),
        }
      }
      const weekday = day % 7
      const works = weekday < 5 ? random.chance(0.9) : worksWeekends && random.chance(0.6)
      if (!works && !random.chance(0.05)) continue
      const times = 1 + (random.chance(0.35) ? 1 : 0) + (random.chance(0.1) ? 1 : 0)
      for (let time = 0; time < times; time++) {
        const device = time === 0 && !random.chance(0.15) ? (devices[0] as Device) : random.pick(devices)
        const isOdd = random.chance(0.03)
        const hour = isOdd
          ? random.next() * 24
          : start + Math.abs(random.normal(0, 0.7)) + time * random.next() * 7
        const at = new Date(START + day * 24 * HOUR_MS + hour * HOUR_MS)
        signIns.push({
          at,
          user: person,
          ...whereFrom(device, day <= trip.until),
          system: device.system,
          agent: device.agent,
          browser: device.browser,
        })
      }
    }
    for (const attacker of attackers) for (let n = 0; n < attacksEach; n++) attack(attacker)

    function whereFrom(device: Device, isAway: boolean): Network {
      if (device.isPhone && random.chance(0.6)) return networkOf(random, carrier)
      if (isAway) return trip.network
      if (random.chance(0.03)) return random.chance(0.5) ? haunt : networkOf(random, byShare(fixed))
      if (device === devices[0] && !device.isPhone) return office
      return random.chance(0.75) ? home : office
    }

    function attack(attacker: Attacker): void {
      const day = attacksFrom + random.int(days - attacksFrom)
      const guessed = deviceOf(random, random.chance(0.2))
      const theirs = random.pick(devices)
      const { system, agent } = attacker === 'targeted' ? theirs : guessed
      const hour = {
        naive: random.next() * 24,
        same_country: 5 + random.next() * 16,
        targeted: start + Math.abs(random.normal(0, 0.7)),
      }[attacker]
      const anywhere = random.chance(0.03)
        ? networkOf(random, byShare(fixed))
        : networkOf(random, random.pick(abroad))
      const domestic = random.chance(0.3)
        ? networkOf(random, random.pick(mobile))
        : networkOf(random, byShare(fixed))
      // The provider, and one time in five the very pool, as a neighbour or somebody in the next café has.
      const near = random.chance(0.2) ? home : inBlock(homeBlock, random.int(256))
      const network = { naive: anywhere, same_country: domestic, targeted: near }[attacker]
      const at = new Date(START + day * 24 * HOUR_MS + hour * HOUR_MS)
      attacks.push({ attacker, at, user: person, ...network, system, agent, browser: null })
    }
  }
}
