import { parseArgs } from 'node:util'
import { FORMATS, ROUNDINGS } from '@cartage/solver'
import type { Format, Rounding } from '@cartage/solver'

export interface SolveCommandOptions {
  readonly file: string
  readonly format: Format | 'auto'
  readonly rounding: Rounding | undefined
  /** A name, terms as JSON, or a file with either. */
  readonly objective: string | undefined
  /** A file with an earlier answer. */
  readonly start: string | undefined
  /** Evaluates the given plan instead of searching one. */
  readonly isPlanMode: boolean
  /** A folder with roads, for files with coordinates and no matrices. */
  readonly region: string | undefined
  readonly timeLimitS: number | undefined
  readonly iterations: number | undefined
  readonly threads: number
  readonly seed: number
  readonly out: string | undefined
}

/** What `cartage solve` is asked for instead of an answer. */
export type SolveRequest =
  | { readonly kind: 'help' | 'schema' }
  | { readonly kind: 'solve'; readonly options: SolveCommandOptions }

/** An argument that cannot be used; the message names it. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'
}

export const SOLVE_USAGE = `Usage: cartage solve FILE [--format auto|${FORMATS.join('|')}]
         [--objective distance|vehicles|cost|TERMS] [--time-limit SECONDS] [--threads N] [--seed N]
         [--iterations N] [--start ANSWER] [--plan] [--rounding ${ROUNDINGS.join('|')}]
         [--region DIR] [--out FILE]
       cartage solve --schema

Solves a vehicle-routing problem and prints the plan as JSON. --time-limit counts wall seconds from the end of
parsing (default 10); --iterations without it makes a run on one thread reproducible bit for bit. TERMS is a JSON
array of {"measure", "weight", "level"} or a file with one. --start goes on from an earlier answer; --plan evaluates
that plan (or the one in FILE) instead of searching. --rounding is for vrplib, whose files have one by default.
--region finds the travel between VROOM's coordinates on roads that "cartage roads build" wrote. --schema prints the
JSON Schema of the cartage format. Orders that no shift can serve even alone are named on stderr before the search, as
"warning: FILE: line N: FIELD: why", and left out by it. Progress goes to stderr, a line a second. Ctrl-C (SIGINT,
SIGTERM) ends the search with the best plan so far, printed as ever; a second one ends the program at once.
`

/** Reads the arguments of `cartage solve`. @throws ArgumentError */
export function readSolveOptions(argv: readonly string[]): SolveRequest {
  const { values, positionals } = parse(argv)
  if (values.help === true) return { kind: 'help' }
  if (values.schema === true) return { kind: 'schema' }
  const [file, extra] = positionals
  if (file === undefined) throw new ArgumentError('FILE is missing; try --help')
  if (extra !== undefined) throw new ArgumentError(`one FILE at a time, "${extra}" is too many`)
  const options: SolveCommandOptions = {
    file,
    format: oneOf('--format', values.format ?? 'auto', ['auto', ...FORMATS]),
    rounding: values.rounding === undefined ? undefined : oneOf('--rounding', values.rounding, ROUNDINGS),
    objective: values.objective,
    start: values.start,
    isPlanMode: values.plan === true,
    region: values.region,
    timeLimitS: number(
      '--time-limit',
      values['time-limit'],
      (value) => value > 0,
      'a number of seconds above 0',
    ),
    iterations: number('--iterations', values.iterations, isCount, 'a whole number, 0 or more'),
    threads:
      number(
        '--threads',
        values.threads,
        (value) => isCount(value) && value >= 1 && value <= 256,
        'a whole number from 1 to 256',
      ) ?? 1,
    seed: number('--seed', values.seed, isCount, 'a whole number, 0 or more') ?? 1,
    out: values.out,
  }
  return { kind: 'solve', options }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        rounding: { type: 'string' },
        objective: { type: 'string' },
        start: { type: 'string' },
        plan: { type: 'boolean' },
        region: { type: 'string' },
        schema: { type: 'boolean' },
        'time-limit': { type: 'string' },
        threads: { type: 'string' },
        seed: { type: 'string' },
        iterations: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new ArgumentError(
      error instanceof Error ? (error.message.split(/[.]?\s*\n|[.] /)[0] ?? '') : String(error),
    )
  }
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined)
    throw new ArgumentError(`${name}: must be one of ${allowed.join(', ')}, is "${value}"`)
  return found
}

function number(
  name: string,
  text: string | undefined,
  accepts: (value: number) => boolean,
  expected: string,
): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || !accepts(value)) {
    throw new ArgumentError(`${name}: must be ${expected}, is "${text}"`)
  }
  return value
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
