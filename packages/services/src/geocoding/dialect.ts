import type { Bounds, Point } from '@cartage/domain'
import type { AddressText, MatchLevel } from '@cartage/roads'

export type GeocoderKind = 'nominatim' | 'photon' | 'pelias'

/** One address of a service's answer, in the parts that all services give in one form or another. */
export interface Answer extends Point {
  /** The street, or the name of the point or place where that is what was found. */
  readonly name: string
  readonly houseNumber: string | undefined
  readonly postcode: string | undefined
  /** The town first, then what else lies around. */
  readonly around: readonly string[]
  readonly level: MatchLevel
  /** How sure the service is, where it says so. */
  readonly score: number | undefined
}

export interface DialectOptions {
  readonly limit: number
  readonly near: Point | undefined
  readonly within: Bounds | undefined
}

/** How one kind of service is asked and what it answers. */
export interface Dialect {
  searchUrl(base: URL, text: AddressText, options: DialectOptions): URL
  reverseUrl(base: URL, point: Point): URL
  /** Throws on anything that is not an answer of the service. */
  readAnswers(json: unknown): readonly Answer[]
}

/** Fields as one line, for services that read those best. */
export function inOneLine(text: AddressText): string {
  if (typeof text === 'string') return text
  const line = (...pieces: readonly (string | undefined)[]): string =>
    pieces.flatMap((piece) => piece?.trim() || []).join(' ')
  return [line(text.name), line(text.street, text.houseNumber), line(text.postcode, text.city)]
    .filter((part) => part !== '')
    .join(', ')
}

/** A path below the service's own, with parameters; those without a value are left out. */
export function urlOf(
  base: URL,
  path: string,
  parameters: Readonly<Record<string, string | number | undefined>>,
): URL {
  const url = new URL(path, base)
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value))
  }
  return url
}
