import type {
  Break,
  Depot,
  Job,
  Matrix,
  Problem,
  Relation,
  Shift,
  Shipment,
  SoftWindow,
  TravelSlice,
  VisitRules,
  WorkRule,
} from '../src/index.ts'

/** Rules beyond those of `RULES`; each is drawn so that it often binds on a 100-second day. */
export const RICH_RULES = [
  'softWindows',
  'setup',
  'vehicleTypes',
  'takes',
  'releases',
  'prizes',
  'groups',
  'goods',
  'zones',
  'taskCosts',
  'forbiddenSkills',
  'pinnedShifts',
  'pinnedPositions',
  'pinnedTimes',
  'prefixes',
  'overtime',
  'timePrices',
  'workLimits',
  'latestStarts',
  'breakWindows',
  'breakLoads',
  'drivingRests',
  'workRests',
  'splitRests',
  'reloads',
  'docks',
  'onBoard',
  'rides',
  'sameVehicle',
  'differentVehicles',
  'sequence',
  'directSequence',
  'before',
  'synchronised',
  'slices',
  'startedRests',
  'pinnedTrips',
] as const

export type RichRules = { readonly [rule in (typeof RICH_RULES)[number]]?: boolean }

/** Puts rules on a plain random problem whose locations 0 and 1 are no stops. */
export function addRichRules(problem: Problem, rules: RichRules, draw: () => number): Problem {
  const below = (bound: number) => Math.floor(draw() * bound)
  const often = () => draw() < 0.6
  const when = <T>(rule: boolean | undefined, share: number, fields: () => T): T | undefined =>
    rule === true && draw() < share ? fields() : undefined
  const ids = [...problem.jobs, ...(problem.shipments ?? [])].map(({ id }) => id)
  const shiftIds = problem.shifts.map(({ id }) => id)
  const some = (from: readonly string[], count: number) =>
    from
      .map((id) => ({ id, at: draw() }))
      .toSorted((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ id }) => id)
  const dimensions = problem.dimensions
  const amounts = (bound: number) => dimensions.map(() => below(bound))

  const wish = (): SoftWindow => {
    const fromS = below(40)
    return {
      ...when(true, 0.5, () => ({ fromS, earlyPerMinute: 60 * below(3) })),
      ...when(true, 0.8, () => ({ toS: fromS + below(15), latePerMinute: 60 * below(4) })),
    }
  }
  const visit = (): Partial<VisitRules> => ({
    ...when(rules.softWindows, 0.7, () => ({ softWindows: draw() < 0.3 ? [wish(), wish()] : [wish()] })),
    ...when(rules.setup, 0.8, () => ({ setupS: 1 + below(6) })),
    ...when(rules.vehicleTypes, 0.7, () => ({ serviceByVehicleS: { bike: below(9), van: below(9) } })),
    ...when(rules.vehicleTypes && rules.setup, 0.7, () => ({ setupByVehicleS: { bike: below(9) } })),
  })
  const prefixed = rules.prefixes ? some(ids, 1 + below(2)) : []
  const task = (id: string) => {
    const pin = {
      ...when(rules.pinnedPositions, 0.4, () => ({ position: below(3) - 1 })),
      ...when(rules.pinnedTrips, 0.4, () => ({ onFirstTrip: true })),
      ...when(rules.pinnedTimes, 0.4, () => ({ startS: 8 + below(40) })),
    }
    const isPinned = Object.keys(pin).length > 0 || (rules.pinnedShifts === true && often())
    const prize = when(rules.prizes, 0.6, () => ({ prize: below(30) }))
    // What is promised is no alternative.
    const group = when(rules.groups, 0.6, () => ({ group: `g${below(2)}` }))
    return {
      ...prize,
      ...(prefixed.includes(id) ? undefined : group),
      ...when(rules.goods, 0.9, () => ({ goods: [['x', 'y', 'z'][below(3)]!] })),
      ...when(rules.zones, 0.8, () => ({ zone: ['a', 'b'][below(2)]! })),
      ...when(rules.forbiddenSkills, 0.5, () => ({ forbiddenSkills: ['dirty'] })),
      ...(isPinned
        ? { pin: { shift: prefixed.includes(id) ? shiftIds.at(-1)! : some(shiftIds, 1)[0]!, ...pin } }
        : {}),
    }
  }
  const places = problem.jobs.map(({ location }) => location)
  const jobs = problem.jobs.map((job): Job => {
    // Setup is saved where two stops are at one place.
    const location = rules.setup && draw() < 0.4 ? places[below(places.length)]! : job.location
    const isDelivery = job.kind === 'delivery'
    return {
      ...job,
      ...visit(),
      ...task(job.id),
      location,
      ...when(rules.takes && isDelivery, 0.7, () => ({ takes: amounts(4) })),
      ...when(rules.releases && isDelivery, 0.5, () => ({ releaseS: below(40) })),
    }
  })
  const shipments = (problem.shipments ?? []).map((shipment): Shipment => ({
    ...shipment,
    ...task(shipment.id),
    pickup: { ...shipment.pickup, ...visit() },
    delivery: { ...shipment.delivery, ...visit() },
    ...when(rules.rides, 0.9, () => ({ maxRideS: 2 + below(15) })),
  }))

  const isTight = rules.takes || rules.reloads || rules.docks || rules.onBoard
  const pauseOf = (pause: Break): Break => {
    const width = Math.floor((pause.toS - pause.fromS) / 3)
    return {
      ...pause,
      ...when(rules.breakWindows, 0.8, () => ({
        windows: [
          [pause.fromS, pause.fromS + width],
          [pause.toS - width, pause.toS],
        ] as const,
      })),
      ...when(rules.breakLoads, 0.8, () => ({ maxLoad: amounts(4) })),
    }
  }
  const workRules = (): Pick<Shift, 'workRules'> => {
    const driving = { measure: 'driving', afterS: 8 + below(12), restS: 3 + below(5) } as const
    const split = { measure: 'driving', afterS: 10 + below(12), restS: 7 + below(3), splitS: [3, 4] } as const
    const work = { measure: 'work', afterS: 26 + below(12), restS: 3 + below(5) } as const
    const drawn = [
      ...(rules.drivingRests ? [driving] : []),
      ...(rules.splitRests || rules.startedRests ? [split] : []),
      ...(rules.workRests ? [work] : []),
    ]
    const started = (rule: WorkRule): WorkRule => ({
      ...rule,
      ...when(rules.startedRests, 0.8, () => ({ sinceS: below(rule.afterS + 3) })),
      ...when(rules.startedRests && rule.splitS !== undefined, 0.5, () => ({ isHalfRested: true })),
    })
    return { workRules: drawn.map(started) }
  }
  const hasRests = rules.drivingRests || rules.splitRests || rules.workRests || rules.startedRests
  const ruled = new Map<string, Partial<Shift>>()
  const rulesOf = (shift: Shift, index: number): Partial<Shift> => ({
    ...(isTight ? { capacity: shift.capacity.map((most) => Math.min(most, 4 + below(4))) } : {}),
    ...(rules.vehicleTypes ? { vehicleType: ['bike', 'van'][(index + below(2)) % 2]! } : {}),
    ...(rules.zones && draw() < 0.4 ? { allowedZones: [['a', 'b'][below(2)]!] } : {}),
    ...(rules.zones ? { preferredZones: [['a', 'b'][below(2)]!] } : {}),
    ...when(rules.taskCosts, 0.8, () => ({
      taskCosts: Object.fromEntries(some(ids, 3).map((id) => [id, below(12)])),
    })),
    ...(rules.forbiddenSkills && often() ? { skills: [...shift.skills, 'dirty'] } : {}),
    costs: {
      ...shift.costs,
      ...(rules.overtime ? { perOvertimeHour: 3600 * (1 + below(3)) } : {}),
      ...(rules.timePrices
        ? { perWaitingHour: 3600 * below(3), perTaskHour: 3600 * below(3), perDrivingHour: 3600 * below(3) }
        : {}),
      ...(rules.zones ? { outsideZone: 1 + below(6) } : {}),
    },
    ...(rules.overtime ? { overtimeAfterS: 15 + below(25) } : {}),
    ...(rules.workLimits ? { maxDrivingS: 14 + below(25), maxWorkS: 20 + below(25) } : {}),
    ...(rules.latestStarts ? { latestStartS: shift.window[0] + below(15) } : {}),
    breaks: shift.breaks.map(pauseOf),
    ...(hasRests ? workRules() : {}),
    ...(rules.reloads || rules.docks
      ? {
          reloads: below(4) > 0 ? ['near'] : ['near', 'far'],
          maxTrips: 2 + below(2),
        }
      : {}),
    ...when(rules.onBoard, 0.8, () => ({ onBoard: amounts(4) })),
  })
  // Of a shipment the pickup alone may be promised.
  const isPair = (id: string) => shipments.some((one) => one.id === id)
  const promised = prefixed.flatMap((id) => (isPair(id) && often() ? [id, id] : [id]))
  const shifts = problem.shifts.map((shift, index): Shift => {
    // Shifts that are alike mostly stay so, for the solver groups them.
    const kind = JSON.stringify({ ...shift, id: '' })
    const own = (often() ? ruled.get(kind) : undefined) ?? rulesOf(shift, index)
    ruled.set(kind, own)
    const isLast = index === problem.shifts.length - 1
    return { ...shift, ...own, ...(isLast && rules.prefixes ? { prefix: promised } : {}) }
  })

  const hours = (): Depot['windows'] => {
    if (!rules.docks) return []
    const from = below(30)
    return [
      [from, from + 3 + below(12)],
      [from + 20, from + 25 + below(20)],
    ]
  }
  const depots: Depot[] = [
    { id: 'near', location: 0, loadingS: below(5), windows: hours() },
    { id: 'far', location: 1, loadingS: below(5), windows: hours() },
  ]
  const relations = drawRelations(rules, { ids, jobIds: jobs.map(({ id }) => id), some, below })
  const slice = ({ durationS, distanceM }: Matrix, fromS: number): TravelSlice => {
    const stretched = (figures: readonly number[] | Int32Array) => {
      const factor = 0.5 + 1.5 * draw()
      return Array.from(figures, (one) => (one < 0 ? one : Math.round(one * factor)))
    }
    // Where a rest is held on the way a plan does not say when the leg began.
    const hasWays = !rules.drivingRests && !rules.splitRests && !rules.workRests && !rules.startedRests
    return { fromS, durationS: stretched(durationS), ...(hasWays && { distanceM: stretched(distanceM) }) }
  }
  const matrices = Object.entries(problem.matrices).map(([profile, matrix]) => [
    profile,
    {
      ...matrix,
      ...(rules.slices ? { slices: [slice(matrix, 10 + below(15)), slice(matrix, 30 + below(15))] } : {}),
    },
  ])
  return {
    ...problem,
    matrices: Object.fromEntries(matrices),
    jobs,
    shipments,
    shifts,
    ...(rules.reloads || rules.docks ? { depots } : {}),
    relations,
    ...(rules.goods ? { incompatibleGoods: [['x', 'y']] as const } : {}),
  }
}

/** Relations that do not contradict each other: all orders follow one, and what is joined is not kept apart. */
function drawRelations(
  rules: RichRules,
  {
    ids,
    jobIds,
    some,
    below,
  }: {
    ids: readonly string[]
    jobIds: readonly string[]
    some: (from: readonly string[], count: number) => string[]
    below: (bound: number) => number
  },
): Relation[] {
  const order = some(ids, ids.length)
  const ordered = (count: number) => {
    const chosen = some(ids, count)
    return order.filter((id) => chosen.includes(id))
  }
  const minGapS = below(8)
  const gap = { minGapS, ...(below(5) < 3 ? { maxGapS: minGapS + below(10) } : {}) }
  const [first = '', second = ''] = ordered(2)
  const drawn: Relation[] = [
    ...(rules.sameVehicle ? [{ kind: 'sameVehicle', tasks: ordered(2 + below(2)) } as const] : []),
    ...(rules.sequence ? [{ kind: 'sequence', tasks: ordered(2 + below(2)) } as const] : []),
    ...(rules.directSequence ? [{ kind: 'directSequence', tasks: ordered(2 + below(2)) } as const] : []),
    ...(rules.before ? [{ kind: 'before', first, second, ...gap } as const] : []),
    ...(rules.differentVehicles ? [{ kind: 'differentVehicles', tasks: some(ids, 2) } as const] : []),
    ...(rules.synchronised ? [{ kind: 'synchronised', tasks: some(jobIds, 2) } as const] : []),
  ]
  return drawn.filter((relation) => {
    if (relation.kind === 'before') return second !== ''
    const isApart = relation.kind === 'differentVehicles' || relation.kind === 'synchronised'
    const joins = drawn.filter(({ kind }) => ['sameVehicle', 'sequence', 'directSequence'].includes(kind))
    const isJoined = joins.some(
      (other) =>
        other.kind !== 'before' && relation.tasks.filter((id) => other.tasks.includes(id)).length > 1,
    )
    return relation.tasks.length > 1 && !(isApart && isJoined)
  })
}
