import { inkOn } from '../map/ink-on.ts'
import { ticks, xOf } from './time-scale.ts'
import type { TimelineColours } from './timeline-colours.ts'
import type { TimelineFrame } from './timeline-hit.ts'
import type { Segment, StopMark, TimelineRow } from './timeline-layout.ts'

/** Pixels that the hours take above the rows. */
export const axisHeight = 24

export interface TimelinePicture extends TimelineFrame {
  readonly rows: readonly TimelineRow[]
  readonly height: number
  readonly scrollTop: number
  readonly colours: TimelineColours
  /** The first instant of the depot's day, from which the hours are counted. */
  readonly dayStartMs: number
  /** Null on any other day than today. */
  readonly nowMs: number | null
  readonly formatTick: (ms: number) => string
  readonly chosenRouteId: string | null
  readonly chosenOrderId: string | null
  readonly hoverRouteId: string | null
  readonly hoverOrderId: string | null
}

const font = '500 11px "Inter Variable", system-ui, sans-serif'
const smallFont = '600 10px "Inter Variable", system-ui, sans-serif'

/** Draws the rows in view, the hours above them and the line of now. */
export function drawTimeline(pen: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { rows, width, height, scrollTop, rowHeight, colours } = picture
  pen.clearRect(0, 0, width, height)
  pen.save()
  pen.beginPath()
  pen.rect(0, axisHeight, width, height - axisHeight)
  pen.clip()
  const first = Math.max(0, Math.floor(scrollTop / rowHeight))
  const last = Math.min(rows.length, Math.ceil((scrollTop + height) / rowHeight))
  const yOf = (index: number): number => axisHeight + index * rowHeight - scrollTop
  for (let index = first; index < last; index++) {
    const row = rows[index]
    if (row) drawGround(pen, picture, row, yOf(index))
  }
  drawGrid(pen, picture)
  for (let index = first; index < last; index++) {
    const row = rows[index]
    if (row) drawRow(pen, picture, row, yOf(index))
  }
  pen.restore()
  drawAxis(pen, picture)
  drawNow(pen, picture)
  pen.strokeStyle = colours.line
  pen.lineWidth = 1
  pen.beginPath()
  pen.moveTo(0, axisHeight - 0.5)
  pen.lineTo(width, axisHeight - 0.5)
  pen.stroke()
}

function drawGround(
  pen: CanvasRenderingContext2D,
  picture: TimelinePicture,
  row: TimelineRow,
  y: number,
): void {
  const { view, width, rowHeight, colours } = picture
  const routeId = row.route?.id
  if (routeId !== undefined && routeId === picture.chosenRouteId) {
    pen.fillStyle = colours.selected
    pen.fillRect(0, y, width, rowHeight)
  } else if (routeId !== undefined && routeId === picture.hoverRouteId) {
    pen.fillStyle = colours.hover
    pen.fillRect(0, y, width, rowHeight)
  }
  // Outside the shift the row is a well: work there is overtime.
  pen.fillStyle = colours.well
  const from = xOf(view, width, row.shiftFromMs)
  const to = xOf(view, width, row.shiftToMs)
  pen.fillRect(0, y, Math.max(0, from), rowHeight)
  pen.fillRect(to, y, Math.max(0, width - to), rowHeight)
  pen.fillStyle = colours.line
  pen.fillRect(0, y + rowHeight - 1, width, 1)
}

function drawGrid(pen: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { view, width, height, colours } = picture
  pen.fillStyle = colours.line
  for (const tick of ticks(view, width, picture.dayStartMs)) {
    pen.fillRect(Math.round(xOf(view, width, tick)), axisHeight, 1, height)
  }
}

function drawAxis(pen: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { view, width, colours } = picture
  pen.font = font
  pen.textBaseline = 'middle'
  pen.textAlign = 'center'
  pen.fillStyle = colours.inkSoft
  for (const tick of ticks(view, width, picture.dayStartMs)) {
    const x = xOf(view, width, tick)
    if (x > 18 && x < width - 18) pen.fillText(picture.formatTick(tick), x, axisHeight / 2)
  }
}

function drawNow(pen: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { view, width, height, colours, nowMs } = picture
  if (nowMs === null || nowMs < view.fromMs || nowMs > view.toMs) return
  const x = Math.round(xOf(view, width, nowMs))
  pen.fillStyle = colours.accent
  pen.fillRect(x - 0.5, axisHeight - 6, 1.5, height)
  pen.beginPath()
  pen.moveTo(x - 4.5, axisHeight - 7)
  pen.lineTo(x + 5, axisHeight - 7)
  pen.lineTo(x + 0.25, axisHeight - 1)
  pen.closePath()
  pen.fill()
}

function drawRow(pen: CanvasRenderingContext2D, picture: TimelinePicture, row: TimelineRow, y: number): void {
  const { colours, chosenRouteId } = picture
  const { route } = row
  if (!route) return
  const hue = colours.hues[route.colour % colours.hues.length] ?? colours.ink
  const isDim = chosenRouteId !== null && route.id !== chosenRouteId && route.id !== picture.hoverRouteId
  pen.globalAlpha = isDim ? 0.4 : 1
  for (const segment of row.segments) drawSegment(pen, picture, segment, y, hue)
  const isOpen = route.id === chosenRouteId || route.id === picture.hoverRouteId
  drawWindows(pen, picture, { row, y, hue, isOpen })
  for (const mark of row.stops) drawMark(pen, picture, { mark, y, hue })
  pen.globalAlpha = 1
}

function drawSegment(
  pen: CanvasRenderingContext2D,
  picture: TimelinePicture,
  segment: Segment,
  y: number,
  hue: string,
): void {
  const { view, width, rowHeight, colours } = picture
  const from = xOf(view, width, segment.fromMs)
  const to = xOf(view, width, segment.toMs)
  if (to < 0 || from > width) return
  const middle = y + rowHeight / 2 + 3
  switch (segment.kind) {
    case 'driving':
      pen.fillStyle = hue
      pen.fillRect(from, middle - 1, to - from, 2)
      break
    case 'waiting':
      hatch(pen, { from, to, top: middle - 4, height: 8 }, hue, 5)
      break
    case 'break':
      hatch(pen, { from, to, top: middle - 6, height: 12 }, colours.inkSoft, 4)
      pen.strokeStyle = colours.inkSoft
      pen.lineWidth = 1
      pen.strokeRect(from + 0.5, middle - 5.5, Math.max(1, to - from - 1), 11)
      break
    case 'service':
      pen.fillStyle = hue
      pen.fillRect(from, middle - 6, Math.max(2, to - from), 12)
      break
  }
}

interface Box {
  readonly from: number
  readonly to: number
  readonly top: number
  readonly height: number
}

/** Slanted strokes: waiting and breaks are told from work without colour. */
function hatch(
  pen: CanvasRenderingContext2D,
  { from, to, top, height }: Box,
  colour: string,
  gap: number,
): void {
  if (to - from < 1) return
  pen.save()
  pen.beginPath()
  pen.rect(from, top, to - from, height)
  pen.clip()
  pen.strokeStyle = colour
  pen.lineWidth = 1
  pen.beginPath()
  for (let x = from - height; x < to; x += gap) {
    pen.moveTo(x, top + height)
    pen.lineTo(x + height, top)
  }
  pen.stroke()
  pen.restore()
}

/**
 * The windows of a row, each once however many stops share it. One that holds the whole route says nothing and is left
 * to its stop's own bracket.
 */
function drawWindows(
  pen: CanvasRenderingContext2D,
  picture: TimelinePicture,
  row: {
    readonly row: TimelineRow
    readonly y: number
    readonly hue: string
    /** On the row that is looked at, windows are drawn in full strength. */
    readonly isOpen: boolean
  },
): void {
  const from = row.row.segments[0]?.fromMs ?? 0
  const to = row.row.segments.at(-1)?.toMs ?? 0
  const drawn = new Set<string>()
  const alpha = pen.globalAlpha
  pen.globalAlpha = alpha * (row.isOpen ? 0.9 : 0.5)
  for (const { window } of row.row.stops) {
    if (!window || (window.fromMs <= from && window.toMs >= to)) continue
    const key = `${window.fromMs}-${window.toMs}`
    if (drawn.has(key)) continue
    // Neighbouring windows take turns on two lines.
    const top = row.y + 2.5 + (drawn.size % 2) * 3
    drawn.add(key)
    drawBracket(pen, picture, { window, top, colour: row.hue })
  }
  pen.globalAlpha = alpha
}

interface MarkDrawing {
  readonly mark: StopMark
  readonly y: number
  readonly hue: string
}

function drawMark(
  pen: CanvasRenderingContext2D,
  picture: TimelinePicture,
  { mark, y, hue }: MarkDrawing,
): void {
  const { view, width, rowHeight, colours } = picture
  const from = xOf(view, width, mark.fromMs)
  const to = Math.max(from + 2, xOf(view, width, mark.toMs))
  const isChosen = mark.stop.orderId === picture.chosenOrderId || mark.stop.orderId === picture.hoverOrderId
  const middle = y + rowHeight / 2 + 3
  const alpha = pen.globalAlpha
  if (mark.window && isChosen) {
    pen.globalAlpha = 1
    drawBracket(pen, picture, { window: mark.window, top: y + 3.5, colour: colours.ink })
    pen.globalAlpha = alpha
  }
  if (to < 0 || from > width) return
  if (mark.late) {
    const lateFrom = xOf(view, width, mark.late.fromMs)
    pen.fillStyle = colours.late
    pen.fillRect(lateFrom, middle + 8, Math.max(2, from - lateFrom), 3)
    pen.fillRect(lateFrom, middle + 6, 1.5, 7)
    pen.strokeStyle = colours.late
    pen.lineWidth = 2
    pen.strokeRect(from, middle - 6, to - from, 12)
  }
  if (isChosen) {
    pen.strokeStyle = colours.ink
    pen.lineWidth = 2
    pen.strokeRect(from - 2, middle - 8, to - from + 4, 16)
  }
  const label = String(mark.stop.sequence)
  if (to - from >= 6 + label.length * 6) {
    pen.font = smallFont
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillStyle = inkOn(hue)
    pen.fillText(label, (from + to) / 2, middle + 0.5)
  }
}

function drawBracket(
  pen: CanvasRenderingContext2D,
  { view, width }: TimelinePicture,
  {
    window,
    top,
    colour,
  }: {
    readonly window: { readonly fromMs: number; readonly toMs: number }
    readonly top: number
    readonly colour: string
  },
): void {
  const from = xOf(view, width, window.fromMs)
  const to = xOf(view, width, window.toMs)
  pen.strokeStyle = colour
  pen.lineWidth = 1.2
  pen.beginPath()
  pen.moveTo(from, top + 4)
  pen.lineTo(from, top)
  pen.lineTo(to, top)
  pen.lineTo(to, top + 4)
  pen.stroke()
}
