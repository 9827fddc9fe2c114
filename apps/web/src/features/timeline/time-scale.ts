/** The part of the day in view. Instants are epoch milliseconds. */
export interface TimeView {
  readonly fromMs: number
  readonly toMs: number
}

const minute = 60_000
const hour = 60 * minute
/** One closer would show less than a short stop. */
const narrowest = 20 * minute

/** Pixels from the left edge at which an instant lies. */
export const xOf = (view: TimeView, width: number, ms: number): number =>
  ((ms - view.fromMs) / (view.toMs - view.fromMs)) * width

/** The instant at a distance from the left edge. */
export const msAt = (view: TimeView, width: number, x: number): number =>
  view.fromMs + (x / Math.max(1, width)) * (view.toMs - view.fromMs)

/** Zooms by a factor (2 shows half as much) so that the instant `anchorMs` stays where it is, within `extent`. */
export function zoom(view: TimeView, factor: number, anchorMs: number, extent: TimeView): TimeView {
  const whole = extent.toMs - extent.fromMs
  const span = Math.min(whole, Math.max(Math.min(narrowest, whole), (view.toMs - view.fromMs) / factor))
  const share = (anchorMs - view.fromMs) / (view.toMs - view.fromMs)
  const fromMs = anchorMs - share * span
  return clamp({ fromMs, toMs: fromMs + span }, extent)
}

/** Moves the view later (positive) or earlier, never past the ends of the day. */
export function pan(view: TimeView, byMs: number, extent: TimeView): TimeView {
  return clamp({ fromMs: view.fromMs + byMs, toMs: view.toMs + byMs }, extent)
}

function clamp(view: TimeView, extent: TimeView): TimeView {
  const span = Math.min(view.toMs - view.fromMs, extent.toMs - extent.fromMs)
  const fromMs = Math.min(Math.max(view.fromMs, extent.fromMs), extent.toMs - span)
  return { fromMs, toMs: fromMs + span }
}

const steps = [5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour] as const

/**
 * The instants to write on the axis, at least `minGap` pixels apart, on round wall-clock times: counted from the
 * first instant of the depot's day, `dayStartMs`.
 */
export function ticks(view: TimeView, width: number, dayStartMs: number, minGap = 64): number[] {
  const perPixel = (view.toMs - view.fromMs) / Math.max(1, width)
  const step = steps.find((candidate) => candidate / perPixel >= minGap) ?? 6 * hour
  const first = dayStartMs + Math.ceil((view.fromMs - dayStartMs) / step) * step
  const found: number[] = []
  for (let at = first; at <= view.toMs; at += step) found.push(at)
  return found
}
