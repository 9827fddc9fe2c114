import { isWithin, type Place, type Point } from '@cartage/domain'
import { DEFAULT_ACCEPT_CONFIDENCE, type CheckContext, type FoundPlace } from './check-context.ts'
import { shortened } from './check-identity.ts'
import { parseNumber } from './parse-number.ts'
import type { Cell, RowCells } from './row-cells.ts'
import { suggest, suggestAll, type RowReport, type Suggestion } from './row-report.ts'

/** A region's roads end at its bounds, but a yard may lie a little outside: about 1 km. */
const BOUNDS_MARGIN_DEG = 0.01
/** Further than this from any road is worth a look. */
const FAR_M = 500
/** Further than this nobody delivers by road. */
const UNREACHABLE_M = 5_000
/** A found place below this confidence is not even worth suggesting. */
const SUGGEST_CONFIDENCE = 0.45

const MAX_ADDRESS = 300

/**
 * The place of an order. A coordinate wins over the address; where it cannot be right the row stays out, for a wrong
 * pin is worse than none. Without a coordinate the address is searched, and taken when it is found surely enough. An
 * order that is there already and was pinned by hand keeps its pin while the file has the same address.
 */
export function checkPlace(
  cells: RowCells,
  report: RowReport,
  context: CheckContext,
  existing: Place | undefined,
): Place | undefined {
  const written = writtenAddress(cells)
  const { addressCell, query } = written
  const address = written.address.slice(0, MAX_ADDRESS)
  if (written.address.length > MAX_ADDRESS) {
    report.error(
      'TEXT_TOO_LONG',
      addressCell,
      `An address has at most ${MAX_ADDRESS} characters; this one has ${written.address.length}.`,
    )
    return undefined
  }
  const given = checkCoordinates(cells, report, context, query)
  if (given === 'wrong') {
    return undefined
  }
  if (given !== 'none') {
    return { address, ...given, level: 'given', confidence: 1 }
  }
  if (existing?.level === 'pin' && existing.address === address) {
    return existing
  }
  if (query === '') {
    const isUnmapped = addressCell.column === null && cells.get('lat').column === null
    report.error(
      'PLACE_MISSING',
      addressCell,
      isUnmapped
        ? 'No column of the file holds an address or a coordinate; choose the ones that do.'
        : 'The order has no address and no coordinate.',
    )
    return undefined
  }
  return findPlace(query, address, addressCell, report, context)
}

/** The text that will be searched for a row, where its place hangs on that: it has an address and no coordinate. */
export function searchedText(cells: RowCells): string | undefined {
  if (coordinateCells(cells) !== undefined) return undefined
  const { address, query } = writtenAddress(cells)
  return query === '' || address.length > MAX_ADDRESS ? undefined : query
}

/** Whether a search is sure enough of its first answer for it to be taken. */
export const isSure = (matches: readonly FoundPlace[], context: CheckContext): boolean =>
  (matches[0]?.confidence ?? 0) >= acceptConfidence(context)

/** Whether the file says anything about places. */
export const hasPlaceColumns = (cells: RowCells): boolean =>
  (['address', 'street', 'city', 'postcode', 'lat', 'lon', 'latLon'] as const).some((field) =>
    cells.has(field),
  )

interface WrittenAddress {
  /** For people. */
  readonly address: string
  /** For the search. */
  readonly query: string
  /** Where findings about the address belong. */
  readonly addressCell: Cell
}

const writtenAddress = (cells: RowCells): WrittenAddress => {
  const whole = cells.get('address')
  const street = cells.get('street')
  const line = whole.text === '' ? `${street.text} ${cells.get('houseNumber').text}`.trim() : whole.text
  const town = `${cells.get('postcode').text} ${cells.get('city').text}`.trim()
  const isTownWritten = line.toLowerCase().includes(cells.get('city').text.toLowerCase())
  const parts = [line, isTownWritten && line !== '' ? '' : town].filter((part) => part !== '')
  const addressCell = [whole, street, cells.get('city'), cells.get('postcode')].find(
    ({ column, text }) => column !== null && text !== '',
  )
  return {
    address: parts.join(', '),
    query: parts.join(', '),
    addressCell: addressCell ?? (whole.column === null ? street : whole),
  }
}

const findPlace = (
  query: string,
  address: string,
  cell: Cell,
  report: RowReport,
  context: CheckContext,
): Place | undefined => {
  const matches = context.search(query, context.depot)
  const [best] = matches
  if (best === undefined || best.confidence < acceptConfidence(context)) {
    const [near] = matches.filter(({ confidence }) => confidence >= SUGGEST_CONFIDENCE)
    report.error(
      'PLACE_NOT_FOUND',
      cell,
      near === undefined
        ? `"${shortened(query)}" was not found in this region. Mend the address or give a coordinate.`
        : `"${shortened(query)}" was not found in this region. The nearest is ${near.label}.`,
      near === undefined ? null : suggest(cell, near.label),
    )
    return undefined
  }
  if (best.level === 'place') {
    report.warn(
      'PLACE_UNSURE',
      cell,
      `Only the place ${best.label} was found, not the street; check the pin.`,
    )
  }
  const { lon, lat, level, confidence } = best
  return { address, lon, lat, level, confidence }
}

const acceptConfidence = ({ acceptConfidence: accept = DEFAULT_ACCEPT_CONFIDENCE }: CheckContext): number =>
  accept

const checkCoordinates = (
  cells: RowCells,
  report: RowReport,
  context: CheckContext,
  query: string,
): Point | 'none' | 'wrong' => {
  const pair = coordinateCells(cells)
  if (pair === undefined) {
    return 'none'
  }
  const { latCell, lonCell, latText, lonText } = pair
  const withoutCoordinate = (): Suggestion | null =>
    isFound(query, context) ? suggestAll([latCell, ''], [lonCell, '']) : null
  const lat = parseNumber(latText)
  const lon = parseNumber(lonText)
  const fail = (
    code: 'COORDINATES_INVALID' | 'COORDINATES_ZERO' | 'OUTSIDE_REGION',
    cell: Cell,
    text: string,
  ) => {
    report.error(code, cell, text, withoutCoordinate())
    return 'wrong' as const
  }
  if (lat === undefined || lon === undefined) {
    const [cell, text, name] =
      lat === undefined ? [latCell, latText, 'latitude'] : [lonCell, lonText, 'longitude']
    return fail(
      'COORDINATES_INVALID',
      cell,
      text === '' ? `The coordinate has no ${name}.` : `"${shortened(text)}" is not a ${name} in degrees.`,
    )
  }
  if (lat === 0 && lon === 0) {
    return fail(
      'COORDINATES_ZERO',
      latCell,
      'The coordinate 0, 0 lies in the sea; it usually means "unknown".',
    )
  }
  const point = { lon, lat }
  if (isOnEarth(point) && isWithin(context.bounds, point, BOUNDS_MARGIN_DEG)) {
    return checkRoad(point, latCell, report, context)
  }
  const swapped = { lon: lat, lat: lon }
  if (isOnEarth(swapped) && isWithin(context.bounds, swapped, BOUNDS_MARGIN_DEG)) {
    report.error(
      'COORDINATES_SWAPPED',
      latCell,
      'Latitude and longitude are swapped: the other way round the place lies in the region.',
      latCell.column === lonCell.column
        ? suggest(latCell, `${lonText}, ${latText}`)
        : suggestAll([latCell, lonText], [lonCell, latText]),
    )
    return 'wrong'
  }
  if (!isOnEarth(point)) {
    return fail('COORDINATES_INVALID', latCell, `Latitude ${lat} and longitude ${lon} are not on the earth.`)
  }
  return fail(
    'OUTSIDE_REGION',
    latCell,
    `The place ${lat}, ${lon} lies outside the region whose roads are loaded.`,
  )
}

interface CoordinateCells {
  readonly latCell: Cell
  readonly lonCell: Cell
  readonly latText: string
  readonly lonText: string
}

const coordinateCells = (cells: RowCells): CoordinateCells | undefined => {
  const latCell = cells.get('lat')
  const lonCell = cells.get('lon')
  if (latCell.text !== '' || lonCell.text !== '') {
    return { latCell, lonCell, latText: latCell.text, lonText: lonCell.text }
  }
  const both = cells.get('latLon')
  if (both.text === '') {
    return undefined
  }
  const [latText = '', lonText = ''] = splitPair(both.text)
  return { latCell: both, lonCell: both, latText, lonText }
}

/** `48.87,2.35`, `48,87; 2,35`, `48.87 2.35`: the strongest separator that gives two parts. */
const splitPair = (text: string): readonly string[] => {
  for (const separator of [';', ', ', ' ', ',']) {
    const parts = text.split(separator).map((part) => part.trim())
    if (parts.length === 2) {
      return parts
    }
  }
  return [text]
}

const isOnEarth = ({ lon, lat }: Point): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180

const isFound = (query: string, context: CheckContext): boolean =>
  query !== '' && isSure(context.search(query, context.depot), context)

const checkRoad = (point: Point, cell: Cell, report: RowReport, context: CheckContext): Point | 'wrong' => {
  const distanceM = context.roadDistanceM(point) ?? Infinity
  if (distanceM > UNREACHABLE_M) {
    report.error('FAR_FROM_ROAD', cell, `No road is within ${UNREACHABLE_M / 1000} km of this place.`)
    return 'wrong'
  }
  if (distanceM > FAR_M) {
    report.warn('FAR_FROM_ROAD', cell, `The nearest road is ${Math.round(distanceM)} m away; check the pin.`)
  }
  return point
}
