import { readdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { lilimVisits, parseProblem, solve } from '../src/index.ts'
import { checkCvrplib, checkLiLim, checkSolomon } from '../test/check-benchmark.ts'
import { hasShared, instancePath, readInstance, readRecords } from '../test/shared.ts'

/**
 * Cost after a time limit on public instances, checked by code of its own. One JSON line for each measurement,
 * and one with the mean of each family.
 *
 *   node bench/solver.bench.ts [FAMILY | FAMILY/NAME …] [--time-limit 10] [--seeds 1] [--objective distance]
 */
const DEFAULT = [
  'solomon/C203',
  'solomon/R104',
  'solomon/RC207',
  'x/X-n101-k25',
  'x/X-n401-k29',
  'x/X-n1001-k43',
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'time-limit': { type: 'string', default: '10' },
    seeds: { type: 'string', default: '1' },
    objective: { type: 'string', default: 'distance' },
  },
})
const timeLimitS = Number(values['time-limit'])
const objective = values.objective === 'vehicles' ? 'vehicles' : 'distance'
const gaps = new Map<string, number[]>()

if (!hasShared) console.warn('nothing to measure without the instances')
else {
  for (const wanted of positionals.length > 0 ? positionals : DEFAULT) {
    for (const [family, name] of instancesOf(wanted)) {
      for (let seed = 1; seed <= Number(values.seeds); seed++) await measure(family, name, seed)
    }
  }
  for (const [family, found] of gaps) {
    const mean = found.reduce((sum, gap) => sum + gap, 0) / found.length
    print({ bench: 'solver-mean', family, runs: found.length, objective, gap_pct: round(mean, 3) })
  }
}

async function measure(family: string, name: string, seed: number): Promise<void> {
  const text = readInstance(family, name)
  const parsed = parseProblem(text, { format: 'auto', name, objective })
  const cpuBefore = process.cpuUsage()
  const { solution, seconds, iterations, trace } = await solve(parsed.problem, {
    objective,
    timeLimitS,
    seed,
  })
  const cpu = process.cpuUsage(cpuBefore)
  const ids = solution.routes.map((route) => route.stops.map((stop) => stop.job))
  const routes = parsed.format === 'lilim' ? ids.map(lilimVisits) : ids
  const { cost, faults } =
    parsed.format === 'solomon'
      ? checkSolomon(text, routes, objective === 'vehicles' ? 'exact' : 'dimacs')
      : parsed.format === 'lilim'
        ? checkLiLim(text, routes)
        : checkCvrplib(text, routes)
  const record = readRecords(family)[name]
  const best =
    objective === 'vehicles'
      ? (record?.hierarchical?.cost ?? record?.cost)
      : (record?.best_distance ?? record?.cost)
  const gap = 100 * (cost / (best ?? Number.NaN) - 1)
  gaps.set(family, [...(gaps.get(family) ?? []), gap])
  print({
    bench: 'solver',
    instance: name,
    objective,
    seed,
    gap_pct: round(gap, 3),
    cost,
    best_known: best,
    vehicles: solution.vehicles,
    valid: faults.length === 0,
    seconds: round(seconds, 2),
    cpu_s: round((cpu.user + cpu.system) / 1e6, 2),
    first_plan_s: round(trace[0]?.[0] ?? 0, 3),
    iterations,
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  })
}

function instancesOf(wanted: string): [family: string, name: string][] {
  const [family = '', name] = wanted.split('/')
  if (name !== undefined) return [[family, name]]
  return readdirSync(path.dirname(instancePath(family, 'any')))
    .filter((file) => !file.endsWith('.json'))
    .map((file) => [family, path.parse(file).name])
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}

function print(line: object): void {
  console.log(JSON.stringify(line))
}
