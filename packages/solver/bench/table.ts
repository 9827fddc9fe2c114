import type { RunLine } from './measure.ts'
import { readRuns } from './read-runs.ts'

/**
 * The tables of docs/benchmarks.md from the lines of the bench: `node bench/table.ts < lines.jsonl`. What the
 * lines do not hold is left as a dash. All gaps are means over instances and seeds; a number in brackets says over
 * how many instances, where that is not all, or how many answers broke a rule and are left out.
 */
interface Row {
  readonly title: string
  readonly family: string
  readonly instance?: string
  /** How many instances the folder has. */
  readonly count: number
  readonly timeLimitS: number
  /** SISR, HGS, PyVRP, VROOM. */
  readonly peers: readonly [string, string, string, string]
}

const NONE = '–'
const RICH = [
  ['mixed fleet, n 110-502 (3)', 'hfvrp', 3],
  ['several depots, windows, n 360-600 (3)', 'mdvrptw', 3],
  ['several trips, releases, n 100 (3)', 'mtvrptwr', 3],
  ['prizes, windows, n 1,000 (2)', 'pcvrptw', 2],
  ['backhauls, n 523 and 612 (2)', 'vrpb', 2],
] as const
const ROWS: readonly Row[] = [
  {
    title: 'X, n 100-1000 (12)',
    family: 'x',
    count: 12,
    timeLimitS: 10,
    peers: ['0.73', '1.67', '2.31', '4.91'],
  },
  {
    title: 'X-n1001-k43',
    family: 'x',
    instance: 'X-n1001-k43',
    count: 1,
    timeLimitS: 10,
    peers: ['0.86', '5.94', '4.56', '8.24'],
  },
  {
    title: 'X-n1001-k43, 60 s',
    family: 'x',
    instance: 'X-n1001-k43',
    count: 1,
    timeLimitS: 60,
    peers: ['0.41', '3.43', '1.87', NONE],
  },
  {
    title: 'Homberger, n 200-1000 (12), distance only',
    family: 'homberger',
    count: 12,
    timeLimitS: 10,
    peers: ['1.36', '2.49 (11)', '2.49', '16.9'],
  },
  {
    title: 'Solomon, n 100 (12), distance only',
    family: 'solomon',
    count: 12,
    timeLimitS: 10,
    peers: [NONE, '0.00', NONE, '1.74'],
  },
  {
    title: 'Li & Lim, n 100-1000 (10), distance only',
    family: 'li-lim',
    count: 10,
    timeLimitS: 10,
    peers: [NONE, NONE, '0.75', '2.4 (8)'],
  },
  {
    title: 'Arnold Leuven1, n 3,000, 60 s',
    family: 'arnold',
    instance: 'Leuven1',
    count: 1,
    timeLimitS: 60,
    peers: ['0.62 (44 s)', NONE, NONE, NONE],
  },
  {
    title: 'Arnold Ghent2, n 11,000, 120 s',
    family: 'arnold',
    instance: 'Ghent2',
    count: 1,
    timeLimitS: 120,
    peers: [NONE, NONE, NONE, NONE],
  },
  {
    title: 'real roads, n 242 and 401 (2)',
    family: 'road',
    count: 2,
    timeLimitS: 10,
    peers: [NONE, NONE, NONE, NONE],
  },
  ...RICH.map(([title, folder, count]): Row => ({
    title,
    family: `rich/${folder}`,
    count,
    timeLimitS: 10,
    peers: [NONE, NONE, NONE, NONE],
  })),
]

/** Where routes count first. */
const FLEETS = [
  ['Solomon, n 100', 'solomon'],
  ['Homberger, n 200-1000', 'homberger'],
  ['Li & Lim, n 100-1000', 'li-lim'],
] as const

/** Instances whose speed and size are shown. */
const SIZES = ['X-n101-k25', 'X-n1001-k43', 'R1_10_5', 'LRC1_10_2', 'Leuven1', 'Ghent2']

const runs = await readRuns()
const byDistance = runs.filter((run) => run.objective !== 'vehicles')

printTable(
  ['family', 'SISR (C++)', 'HGS', 'PyVRP 0.14', 'VROOM 1.15', '**Cartage**', 'worst instance', 'two threads'],
  ROWS.map((row) => {
    const single = matching(row, 1)
    return [
      row.title,
      ...row.peers,
      `**${meanGap(single, row)}**`,
      worst(single),
      meanGap(matching(row, 2), row),
    ]
  }),
)
printTable(
  ['routes first', 'runs with the record’s routes', 'more routes, mean', 'instances with more (most)'],
  FLEETS.map(([title, family]) => {
    const its = runs.filter((run) => run.objective === 'vehicles' && run.family === family)
    return [title, ...fleetFigures(its)]
  }),
)
printTable(
  ['instance', 'first plan', 'iterations per second', 'CPU time per second', 'peak memory'],
  SIZES.map((instance) => {
    const its = byDistance.filter((run) => run.instance === instance && run.threads === 1)
    if (its.length === 0) return [instance, NONE, NONE, NONE, NONE]
    return [
      instance,
      `${Math.max(...its.map((run) => run.first_plan_s)).toFixed(2)} s`,
      `${Math.round(mean(its.map((run) => run.iterations / run.seconds)) / 1000)} k`,
      `${mean(its.map((run) => run.cpu_s / run.seconds)).toFixed(2)} s`,
      `${Math.max(...its.map((run) => run.peak_mb))} MB`,
    ]
  }),
)

function matching({ family, instance, timeLimitS }: Row, threads: number): RunLine[] {
  return byDistance.filter(
    (run) =>
      run.family === family &&
      (instance === undefined || run.instance === instance) &&
      run.time_limit_s === timeLimitS &&
      run.threads === threads,
  )
}

function meanGap(its: readonly RunLine[], { count }: Row): string {
  const valid = its.filter((run) => run.valid)
  const instances = new Set(valid.map((run) => run.instance)).size
  const notes = [
    ...(instances === count ? [] : [`${instances}`]),
    ...(valid.length === its.length ? [] : [`${its.length - valid.length} of ${its.length} refused`]),
  ]
  if (its.length === 0) return NONE
  const gap = valid.length === 0 ? NONE : mean(valid.map((run) => run.gap_pct)).toFixed(2)
  return notes.length === 0 ? gap : `${gap} (${notes.join(', ')})`
}

function worst(its: readonly RunLine[]): string {
  const valid = its.filter((run) => run.valid)
  const means = [...Map.groupBy(valid, (run) => run.instance)].map(
    ([instance, same]) => [instance, mean(same.map((run) => run.gap_pct))] as const,
  )
  if (means.length < 2) return NONE
  const [instance, gap] = means.reduce((a, b) => (b[1] > a[1] ? b : a))
  return `${instance} ${gap.toFixed(2)}`
}

function fleetFigures(its: readonly RunLine[]): [share: string, mean: string, list: string] {
  if (its.length === 0) return [NONE, NONE, NONE]
  const more = its.map((run) => ({
    instance: run.instance,
    by: run.vehicles - (run.best_known_vehicles ?? 0),
  }))
  const list = [
    ...Map.groupBy(
      more.filter(({ by }) => by > 0),
      ({ instance }) => instance,
    ),
  ].map(([instance, same]) => `${instance} +${Math.max(...same.map(({ by }) => by))}`)
  return [
    `${more.filter(({ by }) => by <= 0).length} of ${its.length}`,
    mean(more.map(({ by }) => by)).toFixed(2),
    list.length === 0 ? 'none' : list.join(', '),
  ]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  console.log([line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n'))
}
