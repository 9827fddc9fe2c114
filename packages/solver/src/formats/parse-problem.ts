import type { Objective } from '../model/options.ts'
import type { ParsedProblem } from './benchmark.ts'
import { parseCartage } from './cartage.ts'
import { parseCvrplib } from './cvrplib.ts'
import { FormatError } from './format-error.ts'
import { parseLiLim } from './lilim.ts'
import type { Rounding } from './rounding.ts'
import { parseSolomon } from './solomon.ts'
import { parseVroom } from './vroom.ts'
import type { ParsedVroom } from './vroom.ts'
import type { AskTravel } from './vroom-travel.ts'
import { parseVrplib } from './vrplib.ts'

export const FORMATS = ['cartage', 'vroom', 'solomon', 'cvrplib', 'lilim', 'vrplib'] as const
export type Format = (typeof FORMATS)[number]

/** What only the rich dialect of VRPLIB has. */
const RICH =
  /^[ \t]*(?:TYPE\s*:\s*(?!(?:A|D)?CVRP\s*$)\w*VRP|VEHICLES_[A-Z_]+\s*:|(?:BACKHAUL|CAPACITY|LINEHAUL|MUTUALLY_EXCLUSIVE_GROUP|PICKUP_AND_DELIVERY|PRIZE|RELEASE_TIME|SERVICE_TIME|TIME_WINDOW|VEHICLES_[A-Z_]+)_SECTION)/m
/** The rich dialect's as well, but beside DISTANCE those of a capacitated problem, as in CVRPLIB's set CMT. */
const SHARED = /^[ \t]*(?:VEHICLES|SERVICE_TIME)\s*:/m
const DISTANCE = /^[ \t]*DISTANCE\s*:/m

/**
 * Reads a problem file of any supported format.
 * @throws FormatError naming line and field.
 */
export function parseProblem(
  text: string,
  options: {
    readonly format: Format | 'auto'
    readonly name: string
    readonly objective?: Objective | undefined
    /** Of `vrplib`; absent: that of the file's family. */
    readonly rounding?: Rounding | undefined
    /** Of `vroom`: travel between coordinates that the file has no matrices for; absent: estimated. */
    readonly travel?: AskTravel | undefined
  },
): ParsedProblem | ParsedVroom {
  if (text.trim() === '') throw new FormatError(0, 'file', 'is empty')
  const format = options.format === 'auto' ? detectFormat(text) : options.format
  switch (format) {
    case 'cartage':
      return parseCartage(text)
    case 'vroom':
      return parseVroom(text, options)
    case 'solomon':
      return parseSolomon(text, options.objective === 'vehicles' ? 'exact' : 'dimacs')
    case 'cvrplib':
      return parseCvrplib(text)
    case 'lilim':
      return parseLiLim(text, options.name)
    case 'vrplib':
      return parseVrplib(text, options.rounding)
  }
}

/** The format of a file by its content. @throws FormatError when it looks like none. */
export function detectFormat(text: string): Format {
  if (/^\s*[{[]/.test(text))
    return /"vehicles"\s*:/.test(text) && !/"shifts"\s*:/.test(text) ? 'vroom' : 'cartage'
  if (/^\s*NUMBER\s+CAPACITY/im.test(text)) return 'solomon'
  if (/^[ \t]*DIMENSION\s*:/m.test(text)) {
    const isRich = RICH.test(text) || (SHARED.test(text) && !DISTANCE.test(text))
    return isRich ? 'vrplib' : 'cvrplib'
  }
  if (/^\s*\d+[ \t]+\d+[ \t]+\d+[ \t]*\r?\n\s*0[ \t]/.test(text)) return 'lilim'
  throw new FormatError(0, 'file', `is in none of the formats ${FORMATS.join(', ')}`)
}
