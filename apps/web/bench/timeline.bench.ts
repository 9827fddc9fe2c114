/**
 * How long the timeline takes for 60 routes of 30 stops: laying it out, issuing the drawing of a frame with all rows in
 * view, and finding what is under the pointer. The pen counts strokes instead of painting; painting is the browser's.
 */
import { drawTimeline } from '../src/features/timeline/draw-timeline.ts'
import { hitTest } from '../src/features/timeline/timeline-hit.ts'
import { timelineExtent, timelineRows } from '../src/features/timeline/timeline-layout.ts'
import { aRoute, aStop } from '../src/features/day/testing.ts'

const minute = 60_000
const dayStartMs = Date.parse('2026-04-07T00:00:00.000Z')
const at = (ms: number): string => new Date(dayStartMs + ms).toISOString()

const routes = Array.from({ length: 60 }, (_, index) =>
  aRoute({
    colour: index % 12,
    start: at(420 * minute),
    end: at(940 * minute),
    shiftStart: at(420 * minute),
    shiftEnd: at(960 * minute),
    stops: Array.from({ length: 30 }, (__, stop) => {
      const arrival = (435 + stop * 16) * minute
      return aStop({
        sequence: stop + 1,
        arrival: at(arrival),
        serviceStart: at(arrival + 3 * minute),
        departure: at(arrival + 9 * minute),
        windows: [{ from: stop % 2 === 0 ? '08:00' : '10:00', to: stop % 3 === 0 ? '12:00' : '14:00' }],
        lateS: stop % 10 === 0 ? 600 : 0,
      })
    }),
  }),
)

function median(run: () => void, rounds = 60): number {
  const times = Array.from({ length: rounds }, () => {
    const from = performance.now()
    run()
    return performance.now() - from
  }).toSorted((a, b) => a - b)
  return Number((times[Math.floor(rounds / 2)] ?? 0).toFixed(3))
}

let strokes = 0
const nothing = (): void => {
  strokes += 1
}
const pen = new Proxy({} as CanvasRenderingContext2D, { get: () => nothing, set: () => true })

const rows = timelineRows(routes, [], '2026-04-07', 'Europe/Lisbon')
const view = timelineExtent(rows) ?? { fromMs: 0, toMs: 1 }
const frame = { view, width: 1200, rowHeight: 32 }
const draw = (): void =>
  drawTimeline(pen, {
    ...frame,
    rows,
    height: 60 * 32,
    scrollTop: 0,
    colours: {
      paper: '#fff',
      well: '#eee',
      line: '#ddd',
      edge: '#888',
      ink: '#000',
      inkSoft: '#666',
      late: '#b00',
      accent: '#066',
      hover: '#eee',
      selected: '#def',
      hues: Array.from({ length: 12 }, () => '#1588f6'),
    },
    dayStartMs,
    nowMs: null,
    formatTick: String,
    chosenRouteId: null,
    chosenOrderId: null,
    hoverRouteId: null,
    hoverOrderId: null,
  })
draw()
const perFrame = strokes

const print = (name: string, ms: number, more: object = {}): void => {
  process.stdout.write(`${JSON.stringify({ bench: 'timeline', name, routes: 60, stops: 30, ms, ...more })}\n`)
}
print(
  'layout',
  median(() => timelineRows(routes, [], '2026-04-07', 'Europe/Lisbon')),
)
print('frame', median(draw), { calls: perFrame })
print(
  'hit',
  median(() => hitTest(rows, frame, 640, 40 * 32 + 8)),
)
