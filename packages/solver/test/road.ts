import type { Job, Problem, Shift } from '../src/index.ts'

/**
 * Places on a straight road, by their kilometre; depot North is location 0 at kilometre 0. A kilometre takes a
 * minute and costs 1, so that every figure can be worked out by hand.
 */
export function aRoad(kilometres: readonly number[], rest: Partial<Problem> = {}): Problem {
  const places = [0, ...kilometres]
  const distanceM = places.flatMap((a) => places.map((b) => 1000 * Math.abs(a - b)))
  return {
    name: 'road',
    dimensions: ['box'],
    locationCount: places.length,
    matrices: { car: { distanceM, durationS: distanceM.map((metres) => (metres * 60) / 1000) } },
    jobs: [],
    shifts: [aVan('van')],
    ...rest,
  }
}

export function aVan(id: string, rest: Partial<Shift> = {}): Shift {
  return {
    id,
    profile: 'car',
    start: 0,
    end: 0,
    window: [0, 36_000],
    capacity: [10],
    skills: [],
    breaks: [],
    costs: { fixed: 0, perHour: 0, perKm: 1 },
    ...rest,
  }
}

export function aJob(id: string, location: number, rest: Partial<Job> = {}): Job {
  const plain = { kind: 'delivery', load: [1], serviceS: 0, windows: [], skills: [], priority: 0 } as const
  return { ...plain, id, location, ...rest }
}
