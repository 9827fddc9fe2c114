import type { RunLine } from './measure.ts'
import { readRuns } from './read-runs.ts'

/**
 * Cost over time as a picture, from the lines of the bench: `node bench/curves.ts < lines.jsonl > curves.svg`.
 * One curve for each family and time limit on one thread: the mean gap of its runs, from the moment at which all
 * of them have a plan. Both axes are logarithmic; what is below the lowest gap shown lies on the axis.
 */
const WIDTH = 900
const HEIGHT = 480
const PLOT = { left: 76, right: 640, top: 24, bottom: 424 }
const FROM_S = 0.05
const LOWEST_PCT = 0.05
const HIGHEST_PCT = 50
const SAMPLES = 160
const LABEL_GAP = 18
const TITLES: Readonly<Record<string, string>> = {
  x: 'X',
  homberger: 'Homberger',
  solomon: 'Solomon',
  'li-lim': 'Li & Lim',
  arnold: 'Arnold',
  road: 'real roads',
  'rich/hfvrp': 'mixed fleet',
  'rich/mdvrptw': 'several depots',
  'rich/mtvrptwr': 'several trips',
  'rich/pcvrptw': 'prizes',
  'rich/vrpb': 'backhauls',
}
/** Colours of the curves on a light and on a dark ground. */
const COLOURS = [
  ['#0b61a4', '#6cb6ff'],
  ['#c2410c', '#ff9d6c'],
  ['#15803d', '#5fd38d'],
  ['#7c3aed', '#b9a1ff'],
  ['#b91c8c', '#ff8ad0'],
  ['#8a6d00', '#e3c34d'],
  ['#0f766e', '#5eead4'],
  ['#525252', '#bdbdbd'],
] as const

interface Curve {
  readonly title: string
  readonly points: readonly (readonly [seconds: number, gap: number])[]
}

const runs = (await readRuns()).filter(
  (run) => run.valid && run.threads === 1 && run.objective !== 'vehicles',
)
const longest = Math.max(1, ...runs.map((run) => run.time_limit_s))
process.stdout.write(draw(curvesOf(runs)))

function curvesOf(lines: readonly RunLine[]): Curve[] {
  const groups = Map.groupBy(lines, (run) => `${run.family} ${run.time_limit_s}`)
  return [...groups.values()].map((its) => {
    const [{ family, instance, time_limit_s: limit } = { family: '', instance: '', time_limit_s: 0 }] = its
    const instances = new Set(its.map((run) => run.instance))
    const name = instances.size === 1 ? instance : `${TITLES[family] ?? family} (${instances.size})`
    const from = Math.max(FROM_S, ...its.map((run) => run.trace[0]?.[0] ?? 0))
    const points = Array.from({ length: SAMPLES }, (_, i): readonly [number, number] => {
      const at = from * (limit / from) ** (i / (SAMPLES - 1))
      return [at, its.reduce((sum, run) => sum + gapAt(run, at), 0) / its.length]
    })
    const end = points.at(-1)?.[1] ?? 0
    return { title: `${name} ${end.toFixed(2)} %`, points }
  })
}

function gapAt({ trace }: RunLine, seconds: number): number {
  return trace.findLast(([at]) => at <= seconds + 1e-9)?.[1] ?? trace[0]?.[1] ?? 0
}

function draw(curves: readonly Curve[]): string {
  const ticksS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120].filter((at) => at <= longest)
  const ticksPct = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title">`,
    '<title id="title">Mean gap to the best known cost over time, by family of instances</title>',
    `<style>${style()}</style>`,
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="6" />`,
    ...ticksS.map((at) => tick(x(at), 'v', `${at} s`)),
    ...ticksPct.map((at) => tick(y(at), 'h', `${at === LOWEST_PCT ? '≤ ' : ''}${at} %`)),
    `<text class="name" x="${PLOT.left}" y="${HEIGHT - 14}">seconds since the start (logarithmic)</text>`,
    ...curves.map(path),
    ...labels(curves),
    '</svg>\n',
  ].join('\n')
}

function style(): string {
  const curves = (dark: 0 | 1) =>
    COLOURS.map(
      (pair, index) => `path.c${index}{stroke:${pair[dark]}}text.c${index}{fill:${pair[dark]}}`,
    ).join('')
  return [
    'text{font:13px system-ui,sans-serif}path{fill:none;stroke-width:2;stroke-linejoin:round}',
    '.leader{stroke-width:1;stroke-dasharray:1 4}',
    '.ground{fill:#fff}.tick{fill:#57606a}.name{fill:#24292f}line{stroke:#d8dee4}',
    curves(0),
    '@media (prefers-color-scheme:dark){',
    '.ground{fill:#0d1117}.tick{fill:#9198a1}.name{fill:#e6edf3}line{stroke:#30363d}',
    curves(1),
    '}',
  ].join('')
}

function x(seconds: number): number {
  const share = Math.log(seconds / FROM_S) / Math.log(longest / FROM_S)
  return PLOT.left + share * (PLOT.right - PLOT.left)
}

function y(gap: number): number {
  const shown = Math.min(HIGHEST_PCT, Math.max(LOWEST_PCT, gap))
  const share = Math.log(shown / LOWEST_PCT) / Math.log(HIGHEST_PCT / LOWEST_PCT)
  return PLOT.bottom - share * (PLOT.bottom - PLOT.top)
}

function tick(at: number, direction: 'v' | 'h', text: string): string {
  const place = at.toFixed(1)
  return direction === 'v'
    ? `<line x1="${place}" x2="${place}" y1="${PLOT.top}" y2="${PLOT.bottom}" /><text class="tick" text-anchor="middle" x="${place}" y="${PLOT.bottom + 20}">${text}</text>`
    : `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${place}" y2="${place}" /><text class="tick" text-anchor="end" x="${PLOT.left - 8}" y="${(at + 4).toFixed(1)}">${text}</text>`
}

function path({ points }: Curve, index: number): string {
  const steps = points.map(([at, gap], i) => `${i === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(gap).toFixed(1)}`)
  return `<path class="c${index % COLOURS.length}" d="${steps.join('')}" />`
}

/** Names beside the ends of the curves, moved apart where they would overlap. */
function labels(curves: readonly Curve[]): string[] {
  const placed = curves
    .map(({ title, points }, index) => {
      const [seconds, gap] = points.at(-1) ?? [FROM_S, 0]
      return { title, index, end: [x(seconds), y(gap)] as const, at: y(gap) + 4 }
    })
    .toSorted((a, b) => a.at - b.at)
  const lowest = PLOT.bottom + 4
  // Down from the top, then up again from the foot, so that none leaves the picture.
  placed.forEach((label, i) => {
    label.at = Math.max(label.at, (placed[i - 1]?.at ?? -Infinity) + LABEL_GAP)
  })
  placed.toReversed().forEach((label, i) => {
    label.at = Math.min(label.at, lowest - i * LABEL_GAP)
  })
  return placed.map(({ title, index, end, at }) => {
    const colour = `c${index % COLOURS.length}`
    const leader = `M${end[0].toFixed(1)} ${end[1].toFixed(1)}L${PLOT.right + 10} ${(at - 4).toFixed(1)}`
    const name = title.replaceAll('&', '&amp;')
    return `<path class="${colour} leader" d="${leader}" /><text class="${colour}" x="${PLOT.right + 14}" y="${at.toFixed(1)}">${name}</text>`
  })
}
