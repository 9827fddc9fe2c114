import { z } from 'zod'
import { OsrmError } from './osrm-error.ts'

export const services = ['nearest', 'route', 'table', 'match'] as const
export type Service = (typeof services)[number]

/** A request taken apart: what is asked of which roads, with everything else still as text. */
export interface OsrmRequest {
  readonly service: Service
  /** The profile segment, such as `porto-car` or `driving`. */
  readonly profile: string
  /** `lon,lat;lon,lat`, `polyline(…)` or `polyline6(…)`. */
  readonly coordinates: string
  readonly options: ReadonlyMap<string, RequestOption>
}

export interface RequestOption {
  readonly value: string
  /** Where its value begins in the address, for messages. */
  readonly position: number
}

const address = /^\/([a-zA-Z0-9_.~:-]+)\/v(\d{1,9})\/([a-zA-Z0-9_.~:-]{1,200})(?:\/([^]*))?$/

/** Takes apart `/{service}/v1/{profile}/{coordinates}[.json]?option=value&…`, percent-encoded or not. Throws `OsrmError`. */
export function readAddress(url: string): OsrmRequest {
  const text = decoded(url)
  const { service, profile, rest, position } = readPath(text)
  // A polyline may hold a question mark; it ends with its bracket.
  const isPolyline = /^polyline6?\(/.test(rest)
  const bracket = isPolyline ? rest.indexOf(')') : -1
  if (isPolyline && bracket < 0) throw malformed(text.length, 'the polyline has no closing bracket')
  const asked = rest.indexOf('?', bracket + 1)
  const place = asked < 0 ? rest : rest.slice(0, asked)
  const options = asked < 0 ? new Map() : readOptions(rest.slice(asked + 1), position + asked + 1)
  return { service, profile, coordinates: withoutFormat(place, position), options }
}

const textOption = z.union([z.string().max(1_000_000), z.number(), z.boolean()]).transform(String)
const listItem = z.union([
  z.null().transform(() => ''),
  textOption,
  z.array(z.number()).max(2).transform(String),
])
const body = z
  .object({
    coordinates: z.union([z.array(z.tuple([z.number(), z.number()])), z.string()]),
  })
  .catchall(z.union([textOption, z.array(listItem)]))

/**
 * Reads a request whose parameters come as a JSON body, `POST /{service}/v1/{profile}`: the same names, with coordinates as
 * `[[lon, lat], …]` and lists as arrays in which `null` stands for an empty element.
 */
export function readBody(url: string, json: unknown): OsrmRequest {
  const { service, profile, rest } = readPath(decoded(url))
  if (rest !== '') throw new OsrmError('InvalidUrl', 'A POST names no coordinates in its address.')
  const parsed = body.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new OsrmError(
      'InvalidQuery',
      `The body is not understood at ${issue?.path.join('.') || 'its root'}: expected {"coordinates": [[lon, lat], …], …} with the options of the address.`,
    )
  }
  const { coordinates, ...others } = parsed.data
  const options = new Map<string, RequestOption>()
  for (const [name, value] of Object.entries(others)) {
    const separator = commaLists.has(name) ? ',' : ';'
    options.set(name, { value: Array.isArray(value) ? value.join(separator) : value, position: 0 })
  }
  const text = typeof coordinates === 'string' ? coordinates : coordinates.map(plainPair).join(';')
  return { service, profile, coordinates: text, options }
}

const commaLists = new Set(['annotations', 'exclude'])

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    throw new OsrmError('InvalidUrl', 'URL string malformed: a percent sign is not followed by a valid code.')
  }
}

interface Path {
  readonly service: Service
  readonly profile: string
  readonly rest: string
  /** Where `rest` begins. */
  readonly position: number
}

function readPath(text: string): Path {
  const found = address.exec(text)
  if (!found) {
    throw new OsrmError(
      'InvalidUrl',
      'URL string malformed: expected /{service}/v1/{profile}/{coordinates}?option=value.',
    )
  }
  const [, name = '', version, profile = '', rest = ''] = found
  const service = services.find((known) => known === name)
  if (service === undefined) {
    throw name === 'trip' || name === 'tile'
      ? new OsrmError('NotImplemented', `Service ${name} is not implemented here.`)
      : new OsrmError('InvalidService', `Service ${name} not found!`)
  }
  if (version !== '1') {
    throw new OsrmError('InvalidVersion', `Service ${name} has no version v${version}: use v1.`)
  }
  return { service, profile, rest, position: text.length - rest.length }
}

function readOptions(text: string, position: number): Map<string, RequestOption> {
  const options = new Map<string, RequestOption>()
  let at = position
  for (const part of text.split('&')) {
    const equals = part.indexOf('=')
    const name = part.slice(0, Math.max(0, equals))
    if (equals < 1) throw malformed(at, 'expected option=value')
    if (options.has(name)) throw malformed(at, `${name} is given twice`)
    options.set(name, { value: part.slice(equals + 1), position: at + equals + 1 })
    at += part.length + 1
  }
  return options
}

function withoutFormat(place: string, position: number): string {
  const format = /\.([a-z]+)$/.exec(place)
  if (!format) return place
  if (format[1] === 'json') return place.slice(0, format.index)
  throw format[1] === 'flatbuffers'
    ? new OsrmError('NotImplemented', 'The format flatbuffers is not implemented here: use json.')
    : malformed(position + format.index, `the format ${format[1]} is unknown`)
}

/** No exponents, which the grammar of the address does not know. */
const plainPair = ([lon, lat]: readonly [number, number]): string => `${plain(lon)},${plain(lat)}`
const plain = (value: number): string => (/e/.test(String(value)) ? value.toFixed(12) : String(value))

export function malformed(position: number, what: string): OsrmError {
  return new OsrmError('InvalidQuery', `Query string malformed close to position ${position}: ${what}.`)
}
