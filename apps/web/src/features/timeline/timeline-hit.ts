import { xOf, type TimeView } from './time-scale.ts'
import type { StopMark, TimelineRow } from './timeline-layout.ts'

/** What lies under a point of the timeline; `y` counts from the first row. */
export interface TimelineHit {
  readonly row: TimelineRow
  readonly mark: StopMark | null
}

/** A short stop is easier to catch when its surroundings count too. Pixels. */
const reach = 5

/** How rows and time are laid out in pixels. */
export interface TimelineFrame {
  readonly view: TimeView
  readonly width: number
  readonly rowHeight: number
}

/** The row, and the stop whose service is nearest within reach, at a point; null below the last row. */
export function hitTest(
  rows: readonly TimelineRow[],
  { view, width, rowHeight }: TimelineFrame,
  x: number,
  y: number,
): TimelineHit | null {
  const row = rows[Math.floor(y / rowHeight)]
  if (!row || y < 0) return null
  let mark: StopMark | null = null
  let nearest = reach
  for (const candidate of row.stops) {
    const from = xOf(view, width, candidate.fromMs)
    const to = xOf(view, width, candidate.toMs)
    const gap = Math.max(0, from - x, x - to)
    if (gap < nearest) {
      mark = candidate
      nearest = gap
    }
  }
  return { row, mark }
}
