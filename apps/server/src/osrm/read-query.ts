import { readCoordinates, requireOnEarth } from './coordinates.ts'
import { isHint } from './hint.ts'
import type { Limits } from './limits.ts'
import { OptionReader, readNumber } from './option-reader.ts'
import { OsrmError } from './osrm-error.ts'
import { annotationNames } from './query.ts'
import type {
  AskedPoint,
  MatchQuery,
  NearestQuery,
  PathFormat,
  Query,
  RouteQuery,
  TableQuery,
} from './query.ts'
import type { OsrmRequest } from './request.ts'

/** What a client accepts decides how a table is written. */
export type TableFormat = TableQuery['format']

/**
 * Understands a request under OSRM's rules. `profile` stays the segment of the address. Throws `InvalidQuery` for what
 * cannot be read, `InvalidOptions` for what makes no sense, `TooBig` beyond the limits, `InvalidValue` for coordinates off
 * the earth.
 */
export function readQuery(request: OsrmRequest, limits: Limits, tableFormat: TableFormat): Query {
  const options = new OptionReader(request.options)
  const query = readers[request.service](request, options, limits, tableFormat)
  options.close()
  requireOnEarth(query.points)
  return query
}

type Reader = (request: OsrmRequest, options: OptionReader, limits: Limits, tableFormat: TableFormat) => Query

const readers: Readonly<Record<Query['service'], Reader>> = {
  nearest: readNearest,
  route: readRoute,
  table: readTable,
  match: readMatch,
}

function readNearest(request: OsrmRequest, options: OptionReader, { maxNearest }: Limits): NearestQuery {
  const common = readCommon(request, options)
  const count = options.whole('number', 1)
  if (common.points.length !== 1) {
    throw new OsrmError('InvalidOptions', 'Only one input coordinate is supported')
  }
  if (count < 1) throw new OsrmError('InvalidOptions', 'The number of results needs to be at least one.')
  if (count > maxNearest) throw tooBig('results', count, maxNearest)
  return { service: 'nearest', ...common, count }
}

function readRoute(request: OsrmRequest, options: OptionReader, { maxRoute }: Limits): RouteQuery {
  const common = readCommon(request, options)
  requireTwo(common.points)
  if (common.points.length > maxRoute) throw tooBig('entries', common.points.length, maxRoute)
  // Only the fastest route is searched; the API promises no more than one.
  if (!/^(?:true|false|\d{1,3})$/.test(options.text('alternatives') ?? 'false')) {
    throw new OsrmError(
      'InvalidQuery',
      'Query string malformed: expected true, false or a number in alternatives.',
    )
  }
  const continueStraight = options.choice('continue_straight', ['default', 'true', 'false'], 'default')
  const format = readPathFormat(options, common.points.length)
  return { service: 'route', ...common, ...format, continueStraight: continueStraight === 'true' }
}

function readTable(
  request: OsrmRequest,
  options: OptionReader,
  { maxTable }: Limits,
  format: TableFormat,
): TableQuery {
  const common = readCommon(request, options)
  const count = common.points.length
  requireTwo(common.points)
  const side = (name: string): readonly number[] =>
    (options.text(name) === 'all' ? undefined : options.indices(name, count)) ?? [...common.points.keys()]
  const [sources, targets] = [side('sources'), side('destinations')]
  const annotations = options.choices('annotations', ['duration', 'distance']) ?? ['duration']
  const fallbackMps = options.number('fallback_speed')
  const fallbackFrom = options.choice('fallback_coordinate', ['input', 'snapped'], 'input')
  const scaleFactor = options.number('scale_factor') ?? 1
  for (const [name, value] of [
    ['fallback_speed', fallbackMps],
    ['scale_factor', scaleFactor],
  ] as const) {
    if (value !== undefined && !(value > 0)) throw new OsrmError('InvalidOptions', `${name} must be > 0`)
  }
  if (sources.length * targets.length > maxTable ** 2) {
    throw new OsrmError(
      'TooBig',
      `Too many table coordinates: ${sources.length} x ${targets.length} is more than ${maxTable} x ${maxTable}`,
    )
  }
  return {
    service: 'table',
    ...common,
    sources,
    targets,
    durations: annotations.includes('duration'),
    distances: annotations.includes('distance'),
    fallbackMps,
    fallbackFrom,
    scaleFactor,
    format,
  }
}

function readMatch(request: OsrmRequest, options: OptionReader, { maxMatch }: Limits): MatchQuery {
  const common = readCommon(request, options)
  const count = common.points.length
  requireTwo(common.points)
  const timestamps = options.perCoordinate('timestamps', count, (text, refuse) =>
    /^\d{1,15}$/.test(text) ? Number(text) : refuse('expected whole seconds'),
  )
  const splitsAtGaps = options.choice('gaps', ['split', 'ignore'], 'split') === 'split'
  const tidy = options.flag('tidy', false)
  const format = readPathFormat(options, count)
  if (count > maxMatch) throw new OsrmError('TooBig', `Too many trace coordinates: ${count} of ${maxMatch}`)
  return { service: 'match', ...common, ...format, timestamps: increasing(timestamps), splitsAtGaps, tidy }
}

function increasing(timestamps: readonly (number | undefined)[] | undefined): readonly number[] | undefined {
  let last = -Infinity
  return timestamps?.map((at, index) => {
    if (at === undefined) throw new OsrmError('InvalidQuery', `Timestamp ${index} is missing.`)
    if (at < last) throw new OsrmError('InvalidValue', 'Timestamps need to be monotonically increasing.')
    last = at
    return at
  })
}

function readCommon({ coordinates, profile }: OsrmRequest, options: OptionReader) {
  const places = readCoordinates(coordinates)
  const count = places.length
  const radiuses = options.perCoordinate('radiuses', count, readRadius)
  const bearings = options.perCoordinate('bearings', count, readBearing)
  const approaches = options.perCoordinate('approaches', count, readApproach)
  const hints = options.perCoordinate('hints', count, (text, refuse) =>
    isHint(text) ? text : refuse('a hint is not one of ours'),
  )
  const withHints = options.flag('generate_hints', true)
  const withWaypoints = !options.flag('skip_waypoints', false)
  // Every road that the profile drives is good to start on, so both mean the same.
  options.choice('snapping', ['default', 'any'], 'default')
  const excluded = options.text('exclude')
  if (excluded !== undefined && excluded !== 'none') {
    throw new OsrmError(
      'InvalidValue',
      'Exclude flag combination is not supported: roads are excluded by the profile that a region is built with.',
    )
  }
  const points = places.map(({ lon, lat }, index): AskedPoint => ({
    lon,
    lat,
    radiusM: radiuses?.[index],
    bearing: bearings?.[index],
    approach: approaches?.[index] ?? 'unrestricted',
    hint: hints?.[index],
  }))
  return { profile, points, withHints, withWaypoints }
}

function readRadius(text: string, refuse: (what: string) => never): number | undefined {
  if (text === 'unlimited') return undefined
  const radius = readNumber(text, refuse)
  if (radius < 0) throw new OsrmError('InvalidOptions', 'A radius must be at least 0.')
  return radius
}

function readBearing(text: string, refuse: (what: string) => never): AskedPoint['bearing'] {
  const found = /^(-?\d{1,5}),(-?\d{1,5})$/.exec(text)
  if (!found) return refuse('expected bearing,range')
  const [deg, toleranceDeg] = [Number(found[1]), Number(found[2])]
  if (deg < 0 || deg > 360 || toleranceDeg < 0 || toleranceDeg > 180) {
    throw new OsrmError('InvalidOptions', 'A bearing is 0 to 360 degrees, its range 0 to 180.')
  }
  return { deg, toleranceDeg }
}

function readApproach(text: string, refuse: (what: string) => never): AskedPoint['approach'] {
  if (text === 'curb' || text === 'unrestricted') return text
  if (text !== 'opposite') return refuse('expected unrestricted or curb')
  throw new OsrmError('NotImplemented', 'The approach opposite is not implemented here: use curb.')
}

function readPathFormat(options: OptionReader, count: number): PathFormat {
  const waypoints = options.indices('waypoints', count)
  if (waypoints && (waypoints[0] !== 0 || waypoints.at(-1) !== count - 1)) {
    throw new OsrmError('InvalidValue', 'First and last coordinates must be specified as waypoints.')
  }
  if (waypoints?.some((index, at) => at > 0 && index <= (waypoints[at - 1] ?? 0))) {
    throw new OsrmError('InvalidValue', 'Waypoints must be named in order.')
  }
  return {
    geometries: options.choice('geometries', ['polyline', 'polyline6', 'geojson'], 'polyline'),
    overview: options.choice('overview', ['simplified', 'full', 'false'], 'simplified'),
    steps: options.flag('steps', false),
    annotations: readAnnotations(options),
    waypoints,
  }
}

function readAnnotations(options: OptionReader): PathFormat['annotations'] {
  const named = options.choices('annotations', ['true', 'false', 'nodes', ...annotationNames]) ?? []
  if (named.includes('nodes')) {
    throw new OsrmError('NotImplemented', 'A region keeps no ids of nodes: leave nodes out of annotations.')
  }
  return named.includes('true') ? annotationNames : annotationNames.filter((name) => named.includes(name))
}

function requireTwo(points: readonly AskedPoint[]): void {
  if (points.length >= 2) return
  throw new OsrmError('InvalidOptions', 'Number of coordinates needs to be at least two.')
}

function tooBig(what: string, count: number, max: number): OsrmError {
  return new OsrmError('TooBig', `Number of ${what} ${count} is higher than current maximum (${max})`)
}
