import { backedOff, type ByLevel, levels, type Seen } from './back-off.ts'
import { type HourCounts, smoothedHour, WEEK_HOURS } from './week-hours.ts'

/** Whose browser somebody came with: one of their own, one that colleagues are known by, or one that nobody is. */
export type DeviceKind = 'own' | 'shared' | 'new'

/** A value and what it is a part of: an address prefix within a provider, a browser within a system. */
export interface NestedSeen {
  readonly wide: ByLevel<Seen>
  /** Among those with the same wide value. */
  readonly narrow: ByLevel<Seen>
}

/** A sign-in, and what was seen before it. */
export interface SignInEvidence {
  readonly device: DeviceKind
  /** Of the person: how often they signed in, and from how many browsers. */
  readonly own: DeviceCounts
  readonly tenant: DeviceCounts
  /** Null where the address is not known. */
  readonly network: NestedSeen | null
  readonly agent: NestedSeen
  readonly hour: number
  readonly hours: ByLevel<HourCounts>
}

export interface DeviceCounts {
  readonly signIns: number
  readonly devices: number
}

export const riskFeatures = ['device', 'network', 'agent', 'hour'] as const
export type RiskFeature = (typeof riskFeatures)[number]

export interface SignInRisk {
  /** Natural logarithm of the likelihood ratio: 0 is as likely the person as anybody, the higher the less the person. */
  readonly score: number
  /** What each feature adds to it. */
  readonly parts: Readonly<Record<RiskFeature, number>>
}

/** What another person holds of somebody's cookies: it is a secret of 200 bits, which a copied profile or a stolen device tell. */
const STOLEN_DEVICE = 0.001
/** Another person at a browser of the same organization: an insider, or a break-in at the office. */
const STRANGER_ON_SHARED = 0.004
/** Somebody at a browser that only colleagues used so far. */
const OWNER_ON_SHARED = 0.03
/** Before anything is known, one sign-in in ten is from a new browser; that counts as so many sign-ins of the organization, and theirs as of the person. */
const NEW_RATE = 0.1
const TENANT_WEIGHT = 20
const PERSON_WEIGHT = 10
/** The estimate of each wider group counts as so many sightings of an hour. */
const HOUR_WEIGHT = 8
/** One sign-in in twenty is at any hour, whoever it is. */
const ANY_HOUR = 0.05
const UNIFORM_VALUE = 1e-4

/**
 * How much likelier it is that this sign-in, with the right password, is somebody else's than the person's. After Freeman, Jain, Dürmuth,
 * Biggio and Giacinto, "Who are you? A statistical approach to measuring user authenticity" (NDSS 2016): the product over the features
 * of P(value | all) / P(value | person), both smoothed, the person's backing off to their role, organization and all. The features are
 * those that Wiefling, Dürmuth and Lo Iacono found to carry most ("What's in score for website users", FC 2021), beside a device cookie. No attack is learned from.
 */
export function signInRisk(evidence: SignInEvidence): SignInRisk {
  const { network, agent } = evidence
  const parts = {
    device: deviceRatio(evidence),
    network: network === null ? 0 : nestedRatio(network),
    agent: nestedRatio(agent),
    hour: hourRatio(evidence),
  }
  return { score: parts.device + parts.network + parts.agent + parts.hour, parts }
}

function deviceRatio({ device, own, tenant }: SignInEvidence): number {
  const usual = (tenant.devices + TENANT_WEIGHT * NEW_RATE) / (tenant.signIns + TENANT_WEIGHT)
  const fresh = Math.min(
    0.9,
    (own.devices + PERSON_WEIGHT * Math.min(1, usual)) / (own.signIns + PERSON_WEIGHT),
  )
  if (device === 'new') return Math.log((1 - STOLEN_DEVICE - STRANGER_ON_SHARED) / fresh)
  if (device === 'shared') return Math.log(STRANGER_ON_SHARED / OWNER_ON_SHARED)
  return Math.log(STOLEN_DEVICE / (1 - fresh - OWNER_ON_SHARED))
}

/** The wide value and the narrow one within it, each as P(value | all) / P(value | person). */
const nestedRatio = ({ wide, narrow }: NestedSeen): number => levelRatio(wide) + levelRatio(narrow)

function levelRatio(seen: ByLevel<Seen>): number {
  const anybody = backedOff(UNIFORM_VALUE, [seen.all])
  const person = backedOff(
    UNIFORM_VALUE,
    levels.map((level) => seen[level]),
  )
  return Math.log(anybody / person)
}

/** Attackers keep no office hours and live in any time zone: half of them come when everybody does, half at any time. */
function hourRatio({ hour, hours }: SignInEvidence): number {
  const uniform = 1 / WEEK_HOURS
  const everybody = smoothedHour(hours.all, hour, uniform, HOUR_WEIGHT)
  const person = levels.reduce(
    (parent, level) => smoothedHour(hours[level], hour, parent, HOUR_WEIGHT),
    uniform,
  )
  return Math.log((everybody + uniform) / 2) - Math.log((1 - ANY_HOUR) * person + ANY_HOUR * uniform)
}
