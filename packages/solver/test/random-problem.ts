import type { Job, Problem, Shift, Shipment, Window } from '../src/index.ts'
import { numbers } from './random-numbers.ts'
import type { RichRules } from './random-rich-rules.ts'
import { addRichRules, RICH_RULES } from './random-rich-rules.ts'

/** Which rules a random problem has. */
export interface Rules extends RichRules {
  readonly windows?: boolean
  readonly severalWindows?: boolean
  readonly capacity?: boolean
  readonly twoDimensions?: boolean
  readonly pickups?: boolean
  readonly shipments?: boolean
  readonly skills?: boolean
  readonly breaks?: boolean
  readonly priced?: boolean
  readonly limits?: boolean
  readonly open?: boolean
  readonly gaps?: boolean
  readonly asymmetric?: boolean
  readonly priorities?: boolean
  readonly mixed?: boolean
}

/** Those that every search covers by labels in constant time. */
export const RULES = [
  'windows',
  'severalWindows',
  'capacity',
  'twoDimensions',
  'pickups',
  'shipments',
  'skills',
  'breaks',
  'priced',
  'limits',
  'open',
  'gaps',
  'asymmetric',
  'priorities',
  'mixed',
] as const satisfies readonly (keyof Rules)[]

export const ALL_RULES = [...RULES, ...RICH_RULES]

/** A small random problem on a 100-second day; the same for the same seed. */
export function randomProblem(seed: number, jobCount: number, shiftCount: number, rules: Rules): Problem {
  const needed = {
    ...rules,
    shipments: rules.shipments ?? rules.rides ?? false,
    breaks: rules.breaks ?? rules.breakWindows ?? rules.breakLoads ?? false,
  }
  const problem = plainProblem(seed, jobCount, shiftCount, needed)
  // Numbers of its own, so that a plain problem stays as it is.
  return RICH_RULES.some((rule) => rules[rule]) ? addRichRules(problem, rules, numbers(seed + 7919)) : problem
}

function plainProblem(seed: number, jobCount: number, shiftCount: number, rules: Rules): Problem {
  const draw = numbers(seed)
  const below = (bound: number) => Math.floor(draw() * bound)
  const locationCount = jobCount + 2
  const points = Array.from({ length: locationCount }, () => [below(15), below(15)] as const)
  // Without a way means cut off from everything, as on real roads; not a single forbidden leg.
  const isIsland = points.map((_, location) => rules.gaps === true && location > 1 && draw() < 0.3)
  const durationS: number[] = []
  const distanceM: number[] = []
  for (let from = 0; from < locationCount; from++) {
    for (let to = 0; to < locationCount; to++) {
      const [ax, ay] = points[from]!
      const [bx, by] = points[to]!
      const length = Math.abs(ax - bx) + Math.abs(ay - by)
      const extra = rules.asymmetric && from !== to ? below(4) : 0
      const gap = from !== to && (isIsland[from]! || isIsland[to]!)
      durationS.push(gap ? -1 : Math.round(length / 2) + extra)
      distanceM.push(gap ? -1 : length + extra)
    }
  }
  const dimensionCount = rules.twoDimensions ? 2 : 1
  const load = () => Array.from({ length: dimensionCount }, () => below(4) / (rules.twoDimensions ? 2 : 1))
  const window = (): Window => {
    const from = below(60)
    return [from, from + 5 + below(30)]
  }
  const windows = () => {
    if (!rules.windows && !rules.severalWindows) return []
    return rules.severalWindows ? [window(), window()] : [window()]
  }
  const skills = () => (rules.skills && draw() < 0.4 ? [draw() < 0.5 ? 'cold' : 'lift'] : [])
  const priority = () => (rules.priorities ? 10 * below(3) : 0)
  const shipmentCount = rules.shipments ? Math.min(2, Math.floor(jobCount / 2)) : 0
  const jobs = Array.from({ length: jobCount - 2 * shipmentCount }, (_, index): Job => ({
    id: `j${index}`,
    kind: rules.pickups ? (['delivery', 'pickup', 'service'] as const)[below(3)]! : 'delivery',
    location: index + 2,
    load: load(),
    serviceS: below(5),
    windows: windows(),
    skills: skills(),
    priority: priority(),
  }))
  const shipments = Array.from({ length: shipmentCount }, (_, index): Shipment => ({
    id: `s${index}`,
    pickup: { location: jobs.length + 2 + 2 * index, serviceS: below(4), windows: windows() },
    delivery: { location: jobs.length + 3 + 2 * index, serviceS: below(4), windows: windows() },
    load: load(),
    skills: skills(),
    priority: priority(),
  }))
  const pause = () => {
    const fromS = 15 + below(25)
    return { fromS, toS: fromS + 5 + below(15), durationS: 3 + below(6) }
  }
  const shift = (index: number): Shift => ({
    id: `v${index}`,
    profile: 'car',
    ...(rules.open && draw() < 0.5 ? {} : { start: 0 }),
    ...(rules.open && draw() < 0.5 ? {} : { end: rules.mixed ? below(2) : 0 }),
    window: rules.mixed ? [below(10), 70 + below(30)] : [0, 90],
    capacity: Array.from({ length: dimensionCount }, () => (rules.capacity ? 3 + below(4) : 100)),
    skills: rules.skills ? ['cold', 'lift'].filter(() => draw() < 0.6) : [],
    breaks: rules.breaks ? (draw() < 0.3 ? [pause(), pause()] : [pause()]) : [],
    costs: rules.priced
      ? { fixed: below(3) * 2, perHour: 3600, perKm: 500 }
      : { fixed: 0, perHour: 0, perKm: 1000 },
    ...(rules.limits
      ? { maxStops: 2 + below(3), maxDistanceM: 30 + below(40), maxDurationS: 40 + below(40) }
      : {}),
    ...(rules.mixed && draw() < 0.5 ? { speedFactor: 1.3 } : {}),
  })
  const first = shift(0)
  const shifts = Array.from({ length: shiftCount }, (_, index) =>
    rules.mixed ? shift(index) : { ...first, id: `v${index}` },
  )
  return {
    name: `random ${seed}`,
    dimensions: rules.twoDimensions ? ['kg', 'm3'] : ['kg'],
    locationCount,
    matrices: { car: { durationS, distanceM } },
    jobs,
    shipments,
    shifts,
  }
}
