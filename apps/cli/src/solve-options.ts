import { parseArgs } from 'node:util'
import { FORMATS } from '@cartage/solver'
import type { Format, Objective } from '@cartage/solver'

export interface SolveCommandOptions {
  readonly file: string
  readonly format: Format | 'auto'
  readonly objective: Objective | undefined
  readonly timeLimitS: number | undefined
  readonly iterations: number | undefined
  readonly threads: number
  readonly seed: number
  readonly out: string | undefined
}

/** An argument that cannot be used; the message names it. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'
}

export const SOLVE_USAGE = `Usage: cartage solve FILE [--format auto|${FORMATS.join('|')}]
         [--objective distance|vehicles|cost] [--time-limit SECONDS] [--threads N] [--seed N]
         [--iterations N] [--out FILE]

Solves a vehicle-routing problem and prints the plan as JSON. --time-limit counts wall seconds from the end of
parsing (default 10); --iterations without it makes a run on one thread reproducible bit for bit.
`

/** Reads the arguments of `cartage solve`; undefined when help was asked for. @throws ArgumentError */
export function readSolveOptions(argv: readonly string[]): SolveCommandOptions | undefined {
  const { values, positionals } = parse(argv)
  if (values.help === true) return undefined
  const [file, extra] = positionals
  if (file === undefined) throw new ArgumentError('FILE is missing; try --help')
  if (extra !== undefined) throw new ArgumentError(`one FILE at a time, "${extra}" is too many`)
  return {
    file,
    format: oneOf('--format', values.format ?? 'auto', ['auto', ...FORMATS]),
    objective:
      values.objective === undefined
        ? undefined
        : oneOf('--objective', values.objective, ['distance', 'vehicles', 'cost'] as const),
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
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        objective: { type: 'string' },
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
