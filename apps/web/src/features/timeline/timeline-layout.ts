import {
  instantOf,
  windowSeconds,
  type LocalDate,
  type LocalTime,
  type Route,
  type ShiftId,
  type Stop,
} from '@cartage/domain'

export type SegmentKind = 'driving' | 'waiting' | 'service' | 'break'

/** A span of a route during which the vehicle does one thing. Instants are epoch milliseconds. */
export interface Segment {
  readonly kind: SegmentKind
  readonly fromMs: number
  readonly toMs: number
  /** Position of the stop that the span belongs to (for driving: leads to); the number of stops means the return. */
  readonly stop: number
}

/** What the row shows about one stop besides its segments. */
export interface StopMark {
  readonly stop: Stop
  readonly fromMs: number
  readonly toMs: number
  /** The window that the visit falls in, or the one it missed by least; null when any time will do. */
  readonly window: { readonly fromMs: number; readonly toMs: number } | null
  /** From the end of the window to the start of service; null when in time. */
  readonly late: { readonly fromMs: number; readonly toMs: number } | null
}

/** A shift that the plan leaves without a route, with the name of its vehicle. */
export interface FreeShift {
  readonly id: ShiftId
  readonly name: string
  readonly start: LocalTime
  /** On the next day when not after `start`. */
  readonly end: LocalTime
}

/** One shift of the day. */
export interface TimelineRow {
  readonly shiftId: ShiftId
  /** Of the vehicle. */
  readonly name: string
  /** Null when the shift is free. */
  readonly route: Route | null
  readonly shiftFromMs: number
  readonly shiftToMs: number
  readonly segments: readonly Segment[]
  readonly stops: readonly StopMark[]
}

/**
 * Lays routes out as rows of spans; each span begins where the one before ends, breaks taken out of the rest. The
 * shifts that are free follow as rows with nothing in them.
 */
export function timelineRows(
  routes: readonly Route[],
  free: readonly FreeShift[],
  date: LocalDate,
  zone: string,
): TimelineRow[] {
  const windows = windowCache(date, zone)
  const driven = routes.map((route) => ({
    shiftId: route.shiftId,
    name: route.vehicle.name,
    route,
    shiftFromMs: Date.parse(route.shiftStart),
    shiftToMs: Date.parse(route.shiftEnd),
    segments: segmentsOf(route),
    stops: route.stops.map((stop) => markOf(stop, route, windows)),
  }))
  return [...driven, ...free.map((shift) => freeRow(shift, date, zone))]
}

function freeRow({ id, name, start, end }: FreeShift, date: LocalDate, zone: string): TimelineRow {
  const dayMs = Date.parse(instantOf(date, 0, zone))
  const [fromS, toS] = windowSeconds(date, { from: start, to: end }, zone)
  return {
    shiftId: id,
    name,
    route: null,
    shiftFromMs: dayMs + fromS * 1000,
    shiftToMs: dayMs + toS * 1000,
    segments: [],
    stops: [],
  }
}

/** The span that holds all rows and their shifts, a quarter of an hour wider on both sides; null without rows. */
export function timelineExtent(
  rows: readonly TimelineRow[],
): { readonly fromMs: number; readonly toMs: number } | null {
  const margin = 15 * 60_000
  let fromMs = Infinity
  let toMs = -Infinity
  for (const row of rows) {
    fromMs = Math.min(fromMs, row.shiftFromMs, row.segments[0]?.fromMs ?? Infinity)
    toMs = Math.max(toMs, row.shiftToMs, row.segments.at(-1)?.toMs ?? -Infinity)
  }
  return fromMs < toMs ? { fromMs: fromMs - margin, toMs: toMs + margin } : null
}

interface Interval {
  readonly fromMs: number
  readonly toMs: number
}

function segmentsOf(route: Route): Segment[] {
  const breaks = route.breaks
    .map(({ start, end }): Interval => ({ fromMs: Date.parse(start), toMs: Date.parse(end) }))
    .toSorted((a, b) => a.fromMs - b.fromMs)
  const segments: Segment[] = []
  const add = (kind: SegmentKind, fromMs: number, toMs: number, stop: number): void => {
    if (toMs > fromMs) segments.push({ kind, fromMs, toMs, stop })
  }
  let at = Date.parse(route.start)
  for (const [index, stop] of route.stops.entries()) {
    const arrival = Date.parse(stop.arrival)
    const serviceStart = Date.parse(stop.serviceStart)
    const departure = Date.parse(stop.departure)
    add('driving', at, arrival, index)
    addWithBreaks(add, breaks, 'waiting', { fromMs: arrival, toMs: serviceStart }, index)
    addWithBreaks(add, breaks, 'service', { fromMs: serviceStart, toMs: departure }, index)
    at = departure
  }
  if (route.stops.length > 0) add('driving', at, Date.parse(route.end), route.stops.length)
  return segments
}

/** Fills a span with one kind of doing, and with the breaks that fall into it. */
function addWithBreaks(
  add: (kind: SegmentKind, fromMs: number, toMs: number, stop: number) => void,
  breaks: readonly Interval[],
  kind: SegmentKind,
  span: Interval,
  stop: number,
): void {
  let at = span.fromMs
  for (const pause of breaks) {
    if (pause.fromMs < span.fromMs || pause.fromMs >= span.toMs) continue
    const toMs = Math.min(pause.toMs, span.toMs)
    add(kind, at, pause.fromMs, stop)
    add('break', pause.fromMs, toMs, stop)
    at = toMs
  }
  add(kind, at, span.toMs, stop)
}

function markOf(stop: Stop, route: Route, windowsOf: (stop: Stop) => readonly Interval[]): StopMark {
  const serviceMs = Date.parse(stop.serviceStart)
  const departureMs = Date.parse(stop.departure)
  const pause = route.breaks
    .map(({ start }) => Date.parse(start))
    .find((start) => start > serviceMs && start < departureMs)
  return {
    stop,
    fromMs: serviceMs,
    toMs: pause ?? departureMs,
    window: nearestWindow(windowsOf(stop), serviceMs),
    late: stop.lateS > 0 ? { fromMs: serviceMs - stop.lateS * 1000, toMs: serviceMs } : null,
  }
}

function nearestWindow(windows: readonly Interval[], atMs: number): Interval | null {
  let best: Interval | null = null
  let bestGap = Infinity
  for (const window of windows) {
    const gap = Math.max(0, window.fromMs - atMs, atMs - window.toMs)
    if (gap < bestGap) {
      best = window
      bestGap = gap
    }
  }
  return best
}

/** Time zones are slow to ask, and a day has few different windows. */
function windowCache(date: LocalDate, zone: string): (stop: Stop) => readonly Interval[] {
  const known = new Map<string, Interval>()
  const dayMs = Date.parse(instantOf(date, 0, zone))
  return (stop) =>
    stop.windows.map((window) => {
      const key = `${window.from}-${window.to}`
      const cached = known.get(key)
      if (cached) return cached
      const [fromS, toS] = windowSeconds(date, window, zone)
      const interval = { fromMs: dayMs + fromS * 1000, toMs: dayMs + toS * 1000 }
      known.set(key, interval)
      return interval
    })
}
