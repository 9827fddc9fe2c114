import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backedOff, type ByLevel, nothingSeen, type Seen } from './back-off.ts'
import { riskReasons } from './risk-reasons.ts'
import { riskThreshold, USUAL_THRESHOLD } from './risk-threshold.ts'
import { type SignInEvidence, signInRisk } from './sign-in-risk.ts'
import { WEEK_HOURS } from './week-hours.ts'

const seen = fc
  .record({
    distinct: fc.integer({ min: 1, max: 50 }),
    more: fc.nat(500),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ distinct, more, share }): Seen => {
    const total = distinct + more
    return { total, distinct, count: Math.floor(share * (total - distinct + 1)) }
  })
const groups: Seen[] = [
  { total: 900, distinct: 40, count: 90 },
  { total: 60, distinct: 8, count: 12 },
  { total: 20, distinct: 5, count: 6 },
]
const levelsOf = (user: Seen): ByLevel<Seen> => ({
  all: groups[0]!,
  tenant: groups[1]!,
  role: groups[2]!,
  user,
})
const office = Array.from({ length: WEEK_HOURS }, (_, hour) =>
  hour % 24 > 6 && hour % 24 < 10 && hour < 120 ? 20 : 0,
)
const usualValue: Seen = { total: 100, distinct: 2, count: 98 }
const newValue: Seen = { total: 100, distinct: 2, count: 0 }

/** Somebody's hundredth sign-in, at eight on a Monday. */
const evidence = (changes: Partial<SignInEvidence> = {}): SignInEvidence => ({
  device: 'own',
  own: { signIns: 100, devices: 2 },
  tenant: { signIns: 1_000, devices: 40 },
  network: { wide: levelsOf(usualValue), narrow: levelsOf(usualValue) },
  agent: { wide: levelsOf(usualValue), narrow: levelsOf(usualValue) },
  hour: 8,
  hours: { all: office, tenant: office, role: office, user: office },
  ...changes,
})

describe('backing off', () => {
  it('stays a probability, and grows with every sighting', () => {
    fc.assert(
      fc.property(
        fc.array(seen, { maxLength: 4 }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        (all, base) => {
          const probability = backedOff(base, all)
          expect(probability).toBeGreaterThan(0)
          expect(probability).toBeLessThanOrEqual(1)
          const once = all.map((group, index) =>
            index === all.length - 1 ? { ...group, count: group.count + 1, total: group.total + 1 } : group,
          )
          expect(backedOff(base, once)).toBeGreaterThanOrEqual(probability)
        },
      ),
    )
  })

  it('gives what is left to the values of the wider group', () => {
    const values = [3, 5, 2]
    const own = values.reduce((sum, count) => sum + backedOff(0.1, [{ total: 10, distinct: 3, count }]), 0)
    // Three known values at a base of 0.1 each, and 0.7 of others that nobody has seen.
    expect(own + (4 / 14) * 0.7).toBeCloseTo(1, 12)
  })

  it('is the base where nothing was seen', () => {
    expect(backedOff(0.2, [nothingSeen, nothingSeen])).toBeCloseTo(0.2, 12)
  })
})

describe('the risk of a sign-in', () => {
  it('is the sum of what its features say', () => {
    const { score, parts } = signInRisk(evidence())

    expect(score).toBeCloseTo(parts.device + parts.network + parts.agent + parts.hour, 12)
    expect(score).toBeLessThan(0)
  })

  it('is low for the person’s own browser, even on a new network at night', () => {
    const fresh = { wide: levelsOf(newValue), narrow: levelsOf(nothingSeen) }

    expect(signInRisk(evidence({ network: fresh, hour: 3 })).score).toBeLessThan(USUAL_THRESHOLD)
  })

  it('is high for a new browser on a new network at night, and says so in this order', () => {
    const fresh = { wide: levelsOf(newValue), narrow: levelsOf(nothingSeen) }
    const risk = signInRisk(evidence({ device: 'new', network: fresh, hour: 3 }))

    expect(risk.score).toBeGreaterThan(USUAL_THRESHOLD)
    expect(riskReasons(risk, true)).toEqual(['new_phone', 'unusual_hour', 'new_network'])
    expect(riskReasons(risk, false)[0]).toBe('new_device')
  })

  it('grows with each thing that is unlike the person', () => {
    const fresh = { wide: levelsOf(newValue), narrow: levelsOf(nothingSeen) }
    const scores = [
      evidence(),
      evidence({ device: 'shared' }),
      evidence({ device: 'new' }),
      evidence({ device: 'new', network: fresh }),
      evidence({ device: 'new', network: fresh, agent: fresh }),
      evidence({ device: 'new', network: fresh, agent: fresh, hour: 3 }),
    ].map((one) => signInRisk(one).score)

    expect(scores).toEqual(scores.toSorted((a, b) => a - b))
  })

  it('is less surprised by a new network where the person has many', () => {
    const networkOf = (distinct: number) => ({
      wide: levelsOf({ total: 100, distinct, count: 0 }),
      narrow: levelsOf(nothingSeen),
    })

    expect(signInRisk(evidence({ network: networkOf(40) })).parts.network).toBeLessThan(
      signInRisk(evidence({ network: networkOf(2) })).parts.network,
    )
  })

  it('leaves an address out that is not known', () => {
    expect(signInRisk(evidence({ network: null })).parts.network).toBe(0)
  })
})

describe('the threshold', () => {
  const scores = Array.from({ length: 1_000 }, (_, n) => n / 500 - 1)

  it('asks for the share of sign-ins that it is set to', () => {
    const threshold = riskThreshold(scores, 0.2)
    const asked = scores.filter((score) => score > threshold).length / scores.length

    expect(asked).toBeCloseTo(0.2, 2)
  })

  it('is the usual one while there is little, and never leaves its bounds', () => {
    const fixed = (score: number) => Array.from({ length: 1_000 }, () => score)

    expect(riskThreshold(scores.slice(0, 100))).toBe(USUAL_THRESHOLD)
    expect(riskThreshold(fixed(1_000)) - USUAL_THRESHOLD).toBeLessThanOrEqual(2)
    expect(USUAL_THRESHOLD - riskThreshold(fixed(-1_000))).toBeLessThanOrEqual(2)
  })
})
