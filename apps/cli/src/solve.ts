import { basename, extname, resolve } from 'node:path'
import {
  evaluateSolution,
  FormatError,
  parseProblem,
  prepare,
  ProblemError,
  problemJsonSchema,
  solve,
  vroomAnswer,
  vroomPlan,
  withReasons,
  withStart,
} from '@cartage/solver'
import type { Objective, ParsedProblem, ParsedVroom, SolveOptions, SolveResult } from '@cartage/solver'
import { solveInWorker } from '@cartage/solver/node'
import type { Io } from './io.ts'
import { printProgress } from './print-progress.ts'
import { solveAnswer } from './solve-answer.ts'
import { readText, writeOut } from './solve-files.ts'
import { readObjective } from './solve-objective.ts'
import { ArgumentError, readSolveOptions, SOLVE_USAGE } from './solve-options.ts'
import type { SolveCommandOptions } from './solve-options.ts'
import { travelOnRoads } from './solve-region.ts'
import { warnOfUnservable } from './solve-warnings.ts'
import { stopSignal } from './stop-signal.ts'

/** `cartage solve`: 0 done (also with unassigned work), 2 bad input named in one line, 1 anything else. */
export async function solveCommand(argv: readonly string[], io: Io): Promise<number> {
  try {
    const request = readSolveOptions(argv)
    switch (request.kind) {
      case 'help':
        io.stdout(SOLVE_USAGE)
        return 0
      case 'schema':
        io.stdout(`${JSON.stringify(problemJsonSchema(), undefined, 2)}\n`)
        return 0
      case 'solve':
        return await solveFile(request.options, io)
    }
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error
    io.stderr(`cartage solve: ${error.message}\n`)
    return 2
  }
}

async function solveFile(options: SolveCommandOptions, io: Io): Promise<number> {
  let file = options.file
  try {
    const objective =
      options.objective === undefined ? undefined : await readObjective(options.objective, io.cwd)
    const travel = options.region === undefined ? undefined : await travelOnRoads(options.region, io.cwd)
    const text = await readText(resolve(io.cwd, file))
    const { format, rounding } = options
    const name = basename(file, extname(file))
    let parsed = parseProblem(text, { format, name, objective, rounding, travel })
    if (options.start !== undefined) {
      file = options.start
      parsed = withStart(parsed, await readText(resolve(io.cwd, file)))
      file = options.file
    }
    const wanted = objective ?? parsed.objective
    if (!isPlanOnly(parsed, options)) warnOfUnservable({ name: file, text, parsed }, wanted, io)
    const answer = await answerOf(parsed, options, wanted, io)
    const json = `${JSON.stringify(answer)}\n`
    if (options.out === undefined) io.stdout(json)
    else await writeOut(resolve(io.cwd, options.out), json)
    // Bad input is answered by one line alone, so what is no error comes after all that can fail.
    for (const warning of parsed.warnings ?? []) io.stderr(`cartage solve: ${file}: ${warning}\n`)
    return 0
  } catch (error) {
    if (error instanceof FormatError) {
      const place = error.line > 0 ? `${file}:${error.line}` : file
      const message = error.message.replace(/^line \d+, /, '')
      io.stderr(`cartage solve: ${place}: ${message}\n`)
      return 2
    }
    if (error instanceof ProblemError) {
      io.stderr(`cartage solve: ${file}: ${error.message}\n`)
      return 2
    }
    throw error
  }
}

async function answerOf(
  parsed: ParsedProblem | ParsedVroom,
  options: SolveCommandOptions,
  objective: Objective,
  io: Io,
): Promise<object> {
  const isPlanMode = isPlanOnly(parsed, options)
  if (isVroom(parsed)) {
    return isPlanMode ? vroomPlan(parsed) : vroomAnswer(parsed, await run(parsed, options, objective, io))
  }
  const result = isPlanMode ? evaluate(parsed, options, objective) : await run(parsed, options, objective, io)
  return solveAnswer(parsed, result)
}

/** Whether the plan given is evaluated, and none searched. */
function isPlanOnly(parsed: ParsedProblem | ParsedVroom, { isPlanMode }: SolveCommandOptions): boolean {
  return isPlanMode || (isVroom(parsed) && parsed.input.options?.c === true)
}

/** Searches; tells every second how it is getting on, and stops with the best plan at Ctrl-C. */
async function run(
  parsed: ParsedProblem,
  options: SolveCommandOptions,
  objective: Objective,
  io: Io,
): Promise<SolveResult> {
  using stop = stopSignal()
  const { problem } = parsed
  const solveOptions: SolveOptions = {
    ...parsed.options,
    objective,
    seed: options.seed,
    ...(options.timeLimitS === undefined ? {} : { timeLimitS: options.timeLimitS }),
    ...(options.iterations === undefined ? {} : { iterations: options.iterations }),
    signal: stop.signal,
    onProgress: printProgress(io, problem.units?.distance),
  }
  const result = await (options.threads === 1
    ? solve(problem, solveOptions)
    : solveInWorker(problem, { ...solveOptions, threads: options.threads }))
  if (result.cancelled) io.stderr('Stopped; this is the best plan so far.\n')
  return result
}

/** The given plan as it is: priced, with what it breaks and why tasks are left out. @throws ArgumentError when there is none. */
function evaluate(parsed: ParsedProblem, { seed }: SolveCommandOptions, objective: Objective): SolveResult {
  const start = parsed.options?.start
  if (start === undefined) throw new ArgumentError('--plan: there is no plan; name one by --start')
  const startedAt = performance.now()
  const { reference, mostChanges } = parsed.options ?? {}
  const rules = { objective, reference, mostChanges }
  const prepared = prepare(parsed.problem)
  const solution = withReasons(prepared, start, evaluateSolution(prepared, start, rules), rules)
  const seconds = (performance.now() - startedAt) / 1000
  return { solution, seconds, iterations: 0, seed, rank: [], trace: [], cancelled: false }
}

function isVroom(parsed: ParsedProblem | ParsedVroom): parsed is ParsedVroom {
  return parsed.format === 'vroom'
}
