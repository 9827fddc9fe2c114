import { findPlaces, openPlan, prepare, solve, suggestRelaxations } from '../src/index.ts'
import type { Job, Objective, Problem, RouteSequence, Shift, Shipment } from '../src/index.ts'

/**
 * How long it takes to find the five best places of one order in a plan of 60 routes and 2,000 stops: one JSON
 * line for each kind of problem, in milliseconds. `open`: asked of a plan kept open; `cold`: with the plan opened
 * for the question; `leastBad`: with places that break rules as well; `change`: a route replaced before it;
 * `relax`: what would let the plan serve an order with a window that nobody can keep, asked of a closed plan.
 *
 *   node bench/insert.bench.ts
 */
const STOPS = 2000
const ROUTES = 60
const LEFT_OUT = 200

interface Kind {
  readonly name: string
  readonly shift?: Partial<Shift>
  readonly asShipments?: boolean
  readonly maxRideS?: number
  /** Every tenth order goes with the one after it. */
  readonly isPaired?: boolean
  readonly objective?: Objective
  /** What every order has besides. */
  readonly order?: Partial<Job>
}

const KINDS: readonly Kind[] = [
  { name: 'deliveries, windows, hours and kilometres priced' },
  {
    name: 'the same with a break on each shift',
    shift: { breaks: [{ fromS: 14_400, toS: 21_600, durationS: 2700 }] },
  },
  { name: 'shipments', asShipments: true },
  {
    name: 'shipments with ride times and a break on each shift',
    asShipments: true,
    maxRideS: 7200,
    shift: { breaks: [{ fromS: 14_400, toS: 21_600, durationS: 2700 }] },
  },
  { name: 'deliveries, some of them together on a route', isPaired: true },
  {
    name: 'deliveries, the last return counts as well',
    objective: [
      { measure: 'cost', weight: 1 },
      { measure: 'makespan', weight: 0.01 },
    ],
  },
  { name: 'deliveries with reloads', shift: { capacity: [60], reloads: ['hub'] } },
  {
    name: 'deliveries with wishes, setup, overtime and driving rules',
    order: { setupS: 60, softWindows: [{ toS: 18_000, latePerMinute: 0.1 }] },
    shift: {
      overtimeAfterS: 30_000,
      workRules: [{ measure: 'driving', afterS: 16_200, restS: 2700, splitS: [900, 1800] }],
    },
  },
]

for (const kind of KINDS) console.log(JSON.stringify(await measure(kind)))

async function measure(kind: Kind) {
  const problem = madeUp(kind)
  const prepared = prepare(problem)
  const { objective = 'cost' } = kind
  const { solution } = await solve(problem, { iterations: 2000, timeLimitS: 20, objective })
  const routes = solution.routes.map(({ shift, stops }) => ({ shift, jobs: stops.map(({ job }) => job) }))
  const served = routes.flatMap(({ jobs }) => jobs)
  // Some orders are taken out, evenly over the plan, and put in again one by one.
  const ids = [...new Set(served)]
  const orders = ids.filter((_, index) => index % Math.floor(ids.length / LEFT_OUT) === 0)
  const rest = routes.map(({ shift, jobs }) => ({ shift, jobs: jobs.filter((id) => !orders.includes(id)) }))
  const open = openPlan(prepared, rest, { objective })
  const late = prepare(withoutHope(problem, orders))
  return {
    problem: kind.name,
    routes: rest.length,
    stops: rest.reduce((sum, { jobs }) => sum + jobs.length, 0),
    open: times(orders, (order) => open.findPlaces(order)),
    change: times(orders, (order, index) => {
      const route = rest[index % rest.length] as RouteSequence
      open.setRoute(route.shift, route.jobs)
      open.findPlaces(order)
    }),
    leastBad: times(orders, (order) => open.findPlaces(order, { k: 200, allowViolations: true })),
    relax: times(orders.slice(0, 20), (order) => suggestRelaxations(late, rest, order, { objective })),
    cold: times(orders, (order) => findPlaces(prepared, rest, order, { objective })),
  }
}

/** The orders are due when the shifts begin. */
function withoutHope(problem: Problem, orders: readonly string[]): Problem {
  const windows = [[0, 300]] as const
  return {
    ...problem,
    jobs: problem.jobs.map((job) => (orders.includes(job.id) ? { ...job, windows } : job)),
    shipments: (problem.shipments ?? []).map((shipment) =>
      orders.includes(shipment.id) ? { ...shipment, delivery: { ...shipment.delivery, windows } } : shipment,
    ),
  }
}

function times(orders: readonly string[], run: (order: string, index: number) => void) {
  const taken = orders
    .map((order, index) => {
      const from = performance.now()
      run(order, index)
      return performance.now() - from
    })
    .toSorted((a, b) => a - b)
  const at = (share: number) =>
    Number((taken[Math.min(taken.length - 1, Math.floor(share * taken.length))] ?? 0).toFixed(2))
  return { medianMs: at(0.5), p99Ms: at(0.99) }
}

/** Orders around a depot in the middle of 60 by 60 km. */
function madeUp({ shift = {}, asShipments = false, maxRideS, isPaired = false, order = {} }: Kind): Problem {
  let state = 7
  const below = (bound: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % bound
  }
  const points = Array.from({ length: STOPS + LEFT_OUT + 1 }, (_, index) =>
    index === 0 ? ([30_000, 30_000] as const) : ([below(60_000), below(60_000)] as const),
  )
  const size = points.length
  const distanceM = new Int32Array(size * size)
  const durationS = new Int32Array(size * size)
  points.forEach(([ax, ay], from) => {
    points.forEach(([bx, by], to) => {
      const metres = Math.round(1.3 * Math.hypot(ax - bx, ay - by))
      distanceM[from * size + to] = metres
      durationS[from * size + to] = Math.round(metres / 14)
    })
  })
  const visit = (location: number) => {
    const fromS = 3600 * below(6)
    return {
      location,
      serviceS: 180 + below(240),
      windows: location % 3 === 0 ? ([[fromS, fromS + 10_800]] as const) : [],
    }
  }
  const rules = { load: [1 + below(5)], skills: [], priority: 0 }
  const jobs: Job[] = asShipments
    ? []
    : points.slice(1).map((_, i) => ({ id: `o${i}`, kind: 'delivery', ...visit(i + 1), ...rules, ...order }))
  const shipments: Shipment[] = asShipments
    ? Array.from({ length: (size - 1) / 2 }, (_, i) => ({
        id: `o${i}`,
        pickup: visit(2 * i + 1),
        delivery: visit(2 * i + 2),
        maxRideS,
        ...rules,
      }))
    : []
  return {
    name: 'a day with 2,000 stops',
    dimensions: ['parcels'],
    locationCount: size,
    matrices: { van: { durationS, distanceM } },
    jobs,
    shipments,
    depots: [{ id: 'hub', location: 0, loadingS: 900, windows: [] }],
    relations: jobs
      .filter((_, index) => isPaired && index % 10 === 0 && index + 1 < jobs.length)
      .map(({ id }, index) => ({ kind: 'sameVehicle', tasks: [id, `o${10 * index + 1}`] })),
    shifts: Array.from({ length: ROUTES }, (_, i) => ({
      id: `v${i}`,
      profile: 'van',
      start: 0,
      end: 0,
      window: [0, 36_000],
      capacity: [200],
      skills: [],
      breaks: [],
      costs: { fixed: 0, perHour: 20, perKm: 0.4 },
      ...shift,
    })),
  }
}
