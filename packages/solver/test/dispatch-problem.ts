import type { Job, Problem, Relation, Shift, WorkRule } from '../src/model/problem.ts'
import { numbers } from './random-numbers.ts'

/** Driving and rests of EU 561/2006. */
const EU_DRIVING: WorkRule = { measure: 'driving', afterS: 16_200, restS: 2700, splitS: [900, 1800] }

/**
 * A day of a town's dispatcher: orders with windows, wishes, setup and a customer's goods, vans that may reload at
 * the depot and at a hub and are bound by the driving rules, and a relation for every twentieth order. The same
 * for the same seed.
 */
export function dispatchProblem(seed: number, orders = 200, vans = 12): Problem {
  const draw = numbers(seed)
  const below = (bound: number) => Math.floor(draw() * bound)
  const points = Array.from({ length: orders + 2 }, (_, i) =>
    i === 0 ? ([25_000, 25_000] as const) : ([below(50_000), below(50_000)] as const),
  )
  const distanceM = points.flatMap(([ax, ay]) =>
    points.map(([bx, by]) => Math.round(1.3 * Math.hypot(ax - bx, ay - by))),
  )
  // 50 km/h, and the cars' slower start and end.
  const durationS = distanceM.map((metres) => (metres === 0 ? 0 : 60 + Math.round(metres / 13.9)))
  const jobs = Array.from({ length: orders }, (_, i): Job => {
    const fromS = 28_800 + 1800 * below(12)
    const kind = draw() < 0.15 ? 'pickup' : 'delivery'
    return {
      id: `o${i}`,
      kind,
      location: i + 2,
      load: [1 + below(8), 10 * below(30)],
      serviceS: 180 + 60 * below(6),
      setupS: 120,
      // Orders with a relation are free to take their time, so that it can be kept.
      windows: i % 20 > 1 && draw() < 0.5 ? [[fromS, fromS + 10_800]] : [],
      skills: draw() < 0.1 ? ['lift'] : [],
      priority: 0,
      ...(draw() < 0.4
        ? { softWindows: [{ fromS, toS: fromS + 3600, latePerMinute: 0.2, earlyPerMinute: 0.05 }] }
        : {}),
      ...(draw() < 0.1 ? { prize: 40 } : {}),
    }
  })
  const vehicle = (i: number): Shift => ({
    id: `v${i}`,
    profile: 'van',
    start: 0,
    end: 0,
    window: [25_200, 64_800],
    capacity: [45, 2500],
    skills: i % 3 === 0 ? ['lift'] : [],
    breaks: [],
    workRules: [EU_DRIVING],
    costs: { fixed: 60, perHour: 22, perKm: 0.4, perOvertimeHour: 12 },
    overtimeAfterS: 30_600,
    reloads: ['depot', 'hub'],
    maxTrips: 3,
  })
  return {
    name: `dispatch ${seed}`,
    dimensions: ['parcels', 'kg'],
    locationCount: orders + 2,
    matrices: { van: { durationS, distanceM } },
    jobs,
    shifts: Array.from({ length: vans }, (_, i) => vehicle(i)),
    depots: [
      { id: 'depot', location: 0, loadingS: 900, windows: [] },
      { id: 'hub', location: 1, loadingS: 1200, windows: [[32_400, 61_200]] },
    ],
    relations: Array.from({ length: Math.floor(orders / 20) }, (_, i) => aRelation(i)),
  }
}

function aRelation(i: number): Relation {
  const a = `o${20 * i}`
  const b = `o${20 * i + 1}`
  switch (i % 5) {
    case 0:
      return { kind: 'sameVehicle', tasks: [a, b] }
    case 1:
      return { kind: 'differentVehicles', tasks: [a, b] }
    case 2:
      return { kind: 'sequence', tasks: [a, b] }
    case 3:
      return { kind: 'before', first: a, second: b, minGapS: 1800 }
    default:
      return { kind: 'synchronised', tasks: [a, b] }
  }
}
