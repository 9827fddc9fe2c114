import type { RunLine } from './measure.ts'

/** The mean of a family's runs under one setting, as one JSON line; gaps are of the answers that keep the rules. */
export interface MeanLine {
  readonly bench: 'solver-mean'
  readonly family: string
  readonly objective: string
  readonly threads: number
  readonly time_limit_s: number
  readonly instances: number
  readonly runs: number
  readonly valid_runs: number
  /** Over instances and seeds. */
  readonly gap_pct: number
  /** The largest mean over seeds, and whose it is. */
  readonly worst_pct: number
  readonly worst_instance: string
  /** Where routes count first: routes beyond the record, the mean over runs and the most of any run. */
  readonly more_vehicles?: number
  readonly most_more_vehicles?: number
  readonly cpu_s: number
  readonly first_plan_s: number
  readonly peak_mb: number
}

/** One line for each family, objective, number of threads and time limit among the runs. */
export function meanLines(runs: readonly RunLine[]): MeanLine[] {
  const groups = Map.groupBy(runs, (run) =>
    [run.family, run.objective, run.threads, run.time_limit_s].join(' '),
  )
  return [...groups.values()].map(meanLine)
}

function meanLine(runs: readonly RunLine[]): MeanLine {
  const [first] = runs
  if (first === undefined) throw new Error('A mean of no runs.')
  const valid = runs.filter((run) => run.valid)
  const byInstance = [...Map.groupBy(valid, (run) => run.instance)].map(([instance, its]) => ({
    instance,
    gap: mean(its.map((run) => run.gap_pct)),
  }))
  const worst = byInstance.reduce((a, b) => (b.gap > a.gap ? b : a), { instance: '', gap: -Infinity })
  const more = runs.flatMap((run) =>
    run.best_known_vehicles === undefined ? [] : [run.vehicles - run.best_known_vehicles],
  )
  return {
    bench: 'solver-mean',
    family: first.family,
    objective: first.objective,
    threads: first.threads,
    time_limit_s: first.time_limit_s,
    instances: new Set(runs.map((run) => run.instance)).size,
    runs: runs.length,
    valid_runs: valid.length,
    gap_pct: round(mean(valid.map((run) => run.gap_pct)), 3),
    worst_pct: round(worst.gap, 3),
    worst_instance: worst.instance,
    ...(more.length > 0 && { more_vehicles: round(mean(more), 2), most_more_vehicles: Math.max(...more) }),
    cpu_s: round(Math.max(...runs.map((run) => run.cpu_s)), 2),
    first_plan_s: Math.max(...runs.map((run) => run.first_plan_s)),
    peak_mb: Math.max(...runs.map((run) => run.peak_mb)),
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}
