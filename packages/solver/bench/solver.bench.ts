import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { hasShared, instancesOf } from '../test/shared.ts'
import { meanLines } from './mean-lines.ts'
import type { Measurement, RunLine } from './measure.ts'

/**
 * Cost after a time limit on public instances, checked by code of its own: one JSON line for each measurement,
 * made in a process of its own, and one with the means of each family.
 *
 *   node bench/solver.bench.ts [FAMILY | FAMILY/NAME …] [--time-limit 10] [--seeds 1] [--threads 1]
 *                              [--objective distance | vehicles] [--cpu-time]
 *
 * Families: x, homberger, solomon, li-lim, arnold, road, rich/hfvrp, rich/mdvrptw, rich/mtvrptwr, rich/pcvrptw,
 * rich/vrpb, and rich for these five. `vehicles` counts routes first and compares with the records that do so;
 * homberger, solomon and li-lim have some. With `--cpu-time` the limit is of the processor's time, for a busy machine.
 */
const DEFAULT = [
  'solomon/C203',
  'solomon/R104',
  'solomon/RC207',
  'x/X-n101-k25',
  'x/X-n401-k29',
  'x/X-n1001-k43',
]
const RICH = ['hfvrp', 'mdvrptw', 'mtvrptwr', 'pcvrptw', 'vrpb']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'time-limit': { type: 'string', default: '10' },
    seeds: { type: 'string', default: '1' },
    threads: { type: 'string', default: '1' },
    objective: { type: 'string', default: 'distance' },
    'cpu-time': { type: 'boolean', default: false },
  },
})

if (!hasShared) console.warn('nothing to measure without the instances')
else {
  const runs = (positionals.length > 0 ? positionals : DEFAULT).flatMap(chosen).flatMap(measureAll)
  for (const line of meanLines(runs)) console.log(JSON.stringify(line))
  if (runs.some((run) => !run.valid)) process.exitCode = 1
}

/** The instances that a word means. */
function chosen(word: string): { family: string; instance: string }[] {
  if (word === 'rich') return RICH.flatMap((family) => chosen(`rich/${family}`))
  const parts = word.split('/')
  const family = parts.slice(0, parts[0] === 'rich' ? 2 : 1).join('/')
  const instance = parts.slice(parts[0] === 'rich' ? 2 : 1).join('/')
  const instances = instance === '' ? instancesOf(family) : [instance]
  return instances.map((name) => ({ family, instance: name }))
}

function measureAll({ family, instance }: { family: string; instance: string }): RunLine[] {
  return Array.from({ length: Number(values.seeds) }, (_, index) => index + 1).flatMap((seed) => {
    const measurement: Measurement = {
      family,
      instance,
      objective: values.objective === 'vehicles' ? 'vehicles' : 'distance',
      seed,
      threads: Number(values.threads),
      timeLimitS: Number(values['time-limit']),
      isCpuTime: values['cpu-time'],
    }
    const compileCache = path.resolve(import.meta.dirname, '../../../node_modules/.cache/compiled')
    const { stdout, status } = spawnSync(
      process.execPath,
      [path.join(import.meta.dirname, 'measure-one.ts'), JSON.stringify(measurement)],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
        // As the command line does, so that only the first measurement strips types.
        env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
      },
    )
    if (status !== 0) {
      console.error(`the measurement of ${family}/${instance} failed`)
      process.exitCode = 1
      return []
    }
    process.stdout.write(stdout)
    const line: RunLine = JSON.parse(stdout)
    return [line]
  })
}
