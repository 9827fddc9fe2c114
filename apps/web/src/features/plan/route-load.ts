import type { Route } from '@cartage/domain'

export interface LoadPeak {
  readonly dimension: string
  /** The most that is on board at any time, in the unit of the dimension. */
  readonly most: number
  readonly capacity: number
  /** `most / capacity`; above 1 when overloaded. */
  readonly share: number
}

/** How full a vehicle gets, by dimension; the fullest first. Dimensions without capacity are left out. */
export function loadPeaks(route: Pick<Route, 'capacity' | 'startLoad' | 'stops'>): LoadPeak[] {
  return Object.entries(route.capacity)
    .filter(([, capacity]) => capacity > 0)
    .map(([dimension, capacity]) => {
      const most = Math.max(
        route.startLoad[dimension] ?? 0,
        ...route.stops.map(({ load }) => load[dimension] ?? 0),
      )
      return { dimension, most, capacity, share: most / capacity }
    })
    .toSorted((a, b) => b.share - a.share)
}

/** What is on board of one dimension: leaving the depot, then after each stop. */
export const loadCurve = (route: Pick<Route, 'startLoad' | 'stops'>, dimension: string): number[] => [
  route.startLoad[dimension] ?? 0,
  ...route.stops.map(({ load }) => load[dimension] ?? 0),
]

/** How much of the shift the route takes, 0 to 1 and beyond. */
export function shiftShare(route: Pick<Route, 'start' | 'end' | 'shiftStart' | 'shiftEnd'>): number {
  const shift = Date.parse(route.shiftEnd) - Date.parse(route.shiftStart)
  return shift > 0 ? (Date.parse(route.end) - Date.parse(route.start)) / shift : 0
}
