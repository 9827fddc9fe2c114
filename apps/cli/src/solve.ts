import { readFile, writeFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { FormatError, parseProblem, ProblemError, solve, vroomAnswer } from '@cartage/solver'
import type { ParsedProblem, ParsedVroom, SolveResult } from '@cartage/solver'
import { solveInWorker } from '@cartage/solver/node'
import type { Io } from './io.ts'
import { solveAnswer } from './solve-answer.ts'
import { ArgumentError, readSolveOptions, SOLVE_USAGE } from './solve-options.ts'
import type { SolveCommandOptions } from './solve-options.ts'

/** `cartage solve`: 0 done (also with unassigned work), 2 bad input named in one line, 1 anything else. */
export async function solveCommand(argv: readonly string[], io: Io): Promise<number> {
  try {
    const options = readSolveOptions(argv)
    if (options === undefined) {
      io.stdout(SOLVE_USAGE)
      return 0
    }
    return await solveFile(options, io)
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error
    io.stderr(`cartage solve: ${error.message}\n`)
    return 2
  }
}

async function solveFile(options: SolveCommandOptions, io: Io): Promise<number> {
  const path = resolve(io.cwd, options.file)
  try {
    const text = await readText(path)
    const name = basename(path, extname(path))
    const parsed = parseProblem(text, { format: options.format, name, objective: options.objective })
    const result = await run(parsed, options)
    const answer = isVroom(parsed) ? vroomAnswer(parsed, result) : solveAnswer(parsed, result)
    const json = `${JSON.stringify(answer)}\n`
    if (options.out === undefined) io.stdout(json)
    else await write(resolve(io.cwd, options.out), json)
    return 0
  } catch (error) {
    if (error instanceof FormatError) {
      const place = error.line > 0 ? `${options.file}:${error.line}` : options.file
      const message = error.message.replace(/^line \d+, /, '')
      io.stderr(`cartage solve: ${place}: ${message}\n`)
      return 2
    }
    if (error instanceof ProblemError) {
      io.stderr(`cartage solve: ${options.file}: ${error.message}\n`)
      return 2
    }
    throw error
  }
}

function run(parsed: ParsedProblem, options: SolveCommandOptions): Promise<SolveResult> {
  const solveOptions = {
    objective: options.objective ?? parsed.objective,
    seed: options.seed,
    ...(options.timeLimitS === undefined ? {} : { timeLimitS: options.timeLimitS }),
    ...(options.iterations === undefined ? {} : { iterations: options.iterations }),
  }
  if (options.threads === 1) return solve(parsed.problem, solveOptions)
  return solveInWorker(parsed.problem, { ...solveOptions, threads: options.threads })
}

function isVroom(parsed: ParsedProblem | ParsedVroom): parsed is ParsedVroom {
  return parsed.format === 'vroom'
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new FormatError(0, 'file', whyNot(error, 'read'))
  }
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (error) {
    throw new ArgumentError(`--out: ${path} ${whyNot(error, 'written')}`)
  }
}

function whyNot(error: unknown, verb: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return verb === 'read' ? 'does not exist' : 'is in a folder that does not exist'
  if (code === 'EISDIR') return 'is a folder'
  if (code === 'EACCES') return `may not be ${verb}`
  return `cannot be ${verb}: ${error instanceof Error ? error.message : String(error)}`
}
