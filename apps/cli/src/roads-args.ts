import { invalid } from '@cartage/domain'
import type { Point } from '@cartage/domain'

/** Which options a command takes: with a value, or as a plain flag. */
export type OptionSpec = Readonly<Record<string, 'value' | 'flag'>>

export interface Args {
  readonly positional: readonly string[]
  /** Every value given for an option, in order. */
  all(option: string): readonly string[]
  /** The last value given. */
  get(option: string): string | undefined
  has(option: string): boolean
}

/**
 * Splits arguments into options and the rest. Something that starts like a number is never an option, so `-8.61,41.15`
 * is a coordinate; everything after `--` is taken as it stands.
 */
export function readArgs(argv: readonly string[], spec: OptionSpec): Args {
  const values = new Map<string, string[]>()
  const positional: string[] = []
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? ''
    if (argument === '--') {
      positional.push(...argv.slice(index + 1))
      break
    }
    if (!argument.startsWith('-') || argument === '-' || /^-[\d.]/.test(argument)) {
      positional.push(argument)
      continue
    }
    const [name, inline] = splitOnce(argument.replace(/^--?/, ''), '=')
    const kind = Object.hasOwn(spec, name) ? spec[name] : undefined
    if (kind === undefined || !argument.startsWith('--')) {
      const known = Object.keys(spec).map((option) => `--${option}`)
      throw invalid(`there is no option ${argument}; there are ${known.join(', ')}.`)
    }
    if (kind === 'flag' && inline !== undefined) throw invalid(`--${name} takes no value.`)
    const value = kind === 'flag' ? '' : (inline ?? argv[++index])
    if (value === undefined) throw invalid(`--${name} needs a value.`)
    values.set(name, [...(values.get(name) ?? []), value])
  }
  return {
    positional,
    all: (option) => values.get(option) ?? [],
    get: (option) => values.get(option)?.at(-1),
    has: (option) => values.has(option),
  }
}

/** The value of an option that must be there. */
export function requireOption(args: Args, option: string, what: string): string {
  const value = args.get(option)
  if (value === undefined || value === '') throw invalid(`--${option} is missing: ${what}.`)
  return value
}

/** Reads `LON,LAT` in degrees. */
export function readCoordinate(text: string): Point {
  const [lon, lat, ...rest] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (lon === undefined || lat === undefined || rest.length > 0) {
    throw invalid(`"${text}" is not a coordinate; write LON,LAT, for example -8.61,41.15.`)
  }
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
    throw invalid(
      `"${text}" is not a coordinate: the longitude is from -180 to 180, the latitude from -90 to 90.`,
    )
  }
  return { lon, lat }
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
