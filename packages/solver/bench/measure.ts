import { parseProblem, solve } from '../src/index.ts'
import { solveInWorker } from '../src/node.ts'
import { checkAnswer } from '../test/checkers/check-answer.ts'
import { readInstance, readRecord } from '../test/shared.ts'

export interface Measurement {
  /** Folder of the instance: x, homberger, rich/hfvrp … */
  readonly family: string
  readonly instance: string
  /** `cost` where a family has costs of its own. */
  readonly objective: 'distance' | 'vehicles'
  readonly seed: number
  readonly threads: number
  readonly timeLimitS: number
  /** The limit and all times are of the processor, not of the clock: for a busy machine, on one thread. */
  readonly isCpuTime: boolean
}

/** One JSON line. */
export interface RunLine {
  readonly bench: 'solver'
  readonly family: string
  readonly instance: string
  readonly objective: string
  readonly seed: number
  readonly threads: number
  readonly time_limit_s: number
  /** By the cost as checked: 100 * (cost / best_known - 1). */
  readonly gap_pct: number
  readonly cost: number
  readonly best_known: number
  readonly vehicles: number
  /** Where routes count first: those of the record. */
  readonly best_known_vehicles?: number
  readonly valid: boolean
  readonly fault?: string
  readonly seconds: number
  /** Of all threads, garbage collection and compilation included. */
  readonly cpu_s: number
  readonly first_plan_s: number
  readonly iterations: number
  /** Largest resident set of the process. */
  readonly peak_mb: number
  /** [seconds, gap in percent] at improvements. */
  readonly trace: readonly (readonly [number, number])[]
}

const SMALLEST_STEP_PCT = 0.02

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Solves an instance in this process and checks the answer by code of its own. */
export async function measure(measurement: Measurement): Promise<RunLine> {
  const { family, instance, seed, threads, timeLimitS, isCpuTime } = measurement
  if (isCpuTime) performance.now = cpuMs
  const text = readInstance(family, instance)
  const record = readRecord(family, instance)
  const parsed = parseProblem(text, {
    format: 'auto',
    name: instance,
    objective: measurement.objective,
  })
  const objective = record.rounding === undefined ? measurement.objective : 'cost'
  const options = { objective, timeLimitS, seed } as const
  const cpuBefore = process.cpuUsage()
  const result =
    threads > 1
      ? await solveInWorker(parsed.problem, { ...options, threads })
      : await solve(parsed.problem, options)
  const cpu = process.cpuUsage(cpuBefore)
  const { solution, seconds, iterations, trace } = result
  const { cost, faults } = checkAnswer(text, parsed, solution, { objective, rounding: record.rounding })
  const best = objective === 'vehicles' ? record.hierarchical : { cost: record.cost, vehicles: undefined }
  const gapOf = (figure: number) => 100 * (figure / (best?.cost ?? Number.NaN) - 1)
  // Figures of the trace are in the solver's own unit; its last one is the cost that was checked.
  const unit = cost / (trace.at(-1)?.[1] ?? cost)
  return {
    bench: 'solver',
    family,
    instance,
    objective,
    seed,
    threads,
    time_limit_s: timeLimitS,
    gap_pct: round(gapOf(cost), 3),
    cost,
    best_known: best?.cost ?? Number.NaN,
    vehicles: solution.vehicles,
    ...(best?.vehicles !== undefined && { best_known_vehicles: best.vehicles }),
    valid: faults.length === 0,
    ...(faults[0] !== undefined && { fault: faults[0] }),
    seconds: round(seconds, 2),
    cpu_s: round((cpu.user + cpu.system) / 1e6, 2),
    first_plan_s: round(trace[0]?.[0] ?? 0, 3),
    iterations,
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    trace: thin(trace.map(([at, figure]) => [round(at, 2), round(gapOf(figure * unit), 3)])),
  }
}

/** Leaves out steps that no curve shows. */
function thin(trace: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = []
  trace.forEach((step, index) => {
    const last = kept.at(-1)
    const isLast = index === trace.length - 1
    if (last === undefined || isLast || Math.abs(last[1] - step[1]) >= SMALLEST_STEP_PCT) kept.push(step)
  })
  return kept
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}
