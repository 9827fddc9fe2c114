import { invalid, localDate, type LocalDate } from '@cartage/domain'
import { readArgs, requireOption, type Args } from './roads-args.ts'

export interface PlanOptions {
  readonly region: string
  readonly orders: string
  readonly fleet: string
  /** Absent: the orders' own day where they agree, else today. */
  readonly date: LocalDate | undefined
  readonly timeLimitS: number
  readonly seed: number
  readonly threads: number
}

export const planUsage = `Usage: cartage plan --region DIR --orders FILE --fleet FILE.json [--date YYYY-MM-DD] [--time-limit SECONDS]
         [--seed N] [--threads N]

Plans a day with no server and prints it as JSON. --region is a folder that "cartage roads build" wrote, --orders a CSV
or XLSX file, --fleet a depot with its vehicles. --date is by default the orders' own day where they agree, else today
at the depot. --time-limit is wall seconds of search (default 10). Times carry the depot's offset.
`

const spec = {
  region: 'value',
  orders: 'value',
  fleet: 'value',
  date: 'value',
  'time-limit': 'value',
  seed: 'value',
  threads: 'value',
  help: 'flag',
} as const

const DEFAULT_LIMIT_S = 10

/** Reads the arguments of `cartage plan`; undefined when help was asked for. INVALID names the argument. */
export function readPlanOptions(argv: readonly string[]): PlanOptions | undefined {
  if (argv.includes('-h')) return undefined
  const args = readArgs(argv, spec)
  if (args.has('help')) return undefined
  const [extra] = args.positional
  if (extra !== undefined) throw invalid(`"${extra}" belongs to no option; try --help.`)
  return {
    region: requireOption(args, 'region', 'name the folder that "cartage roads build --out" wrote'),
    orders: requireOption(args, 'orders', 'name a CSV or XLSX file with the orders'),
    fleet: requireOption(args, 'fleet', 'name a JSON file with a depot and its vehicles'),
    date: readDate(args.get('date')),
    timeLimitS: readNumber(args, 'time-limit', { fallback: DEFAULT_LIMIT_S, least: 0.1, whole: false }),
    seed: readNumber(args, 'seed', { fallback: 1, least: 0, whole: true }),
    threads: readNumber(args, 'threads', { fallback: 1, least: 1, whole: true }),
  }
}

function readDate(text: string | undefined): LocalDate | undefined {
  if (text === undefined) return undefined
  const parsed = localDate.safeParse(text)
  if (!parsed.success) throw invalid(`--date "${text}" is not a day; write one such as 2026-04-07.`)
  return parsed.data
}

interface NumberRule {
  readonly fallback: number
  readonly least: number
  readonly whole: boolean
}

function readNumber(args: Args, option: string, { fallback, least, whole }: NumberRule): number {
  const text = args.get(option)
  if (text === undefined) return fallback
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value) && value >= least && (!whole || Number.isSafeInteger(value))) return value
  throw invalid(`--${option} "${text}" is not a ${whole ? 'whole ' : ''}number from ${least} on.`)
}
