import type { FindingCode, Import, ImportField } from '@cartage/domain'

type Counts = Import['counts']

const orders = (count: number): string => `${count.toLocaleString()} ${count === 1 ? 'order' : 'orders'}`

/** What the commit button says it will do; null when it would do nothing. */
export function commitLabel({ create, update, held }: Counts): string | null {
  if (create + update === 0) return null
  const verb =
    update === 0
      ? `Import ${orders(create)}`
      : create === 0
        ? `Update ${orders(update)}`
        : `Import ${create.toLocaleString()}, update ${update.toLocaleString()}`
  return held === 0 ? verb : `${verb}, hold ${held.toLocaleString()}`
}

/** What the commit button says when there is nothing that it could do. */
export function nothingLabel({ held, unchanged }: Counts): string {
  if (held > 0) return 'Mend the held rows first'
  return unchanged > 0 ? 'Everything is there already' : 'Nothing to import'
}

/** What an import did, for the toast. */
export function doneWords({ create, update, unchanged, held }: Counts): {
  readonly text: string
  readonly detail?: string
} {
  const text =
    create + update === 0
      ? 'Nothing to change'
      : update === 0
        ? `${orders(create)} imported`
        : `${create.toLocaleString()} imported, ${update.toLocaleString()} updated`
  const rest = [
    ...(unchanged === 0 ? [] : [`${unchanged.toLocaleString()} were there already`]),
    ...(held === 0 ? [] : [`${held.toLocaleString()} held back`]),
  ]
  return rest.length === 0 ? { text } : { text, detail: `${rest.join(', ')}.` }
}

/** A kind of finding, for "Apply to all …". */
export const findingWords: Readonly<Record<FindingCode, string>> = {
  COORDINATES_SWAPPED: 'swapped coordinates',
  COORDINATES_ZERO: 'coordinates at 0, 0',
  COORDINATES_INVALID: 'invalid coordinates',
  OUTSIDE_REGION: 'places outside the region',
  FAR_FROM_ROAD: 'places far from a road',
  PLACE_MISSING: 'missing places',
  PLACE_NOT_FOUND: 'addresses not found',
  PLACE_UNSURE: 'unsure addresses',
  WINDOW_REVERSED: 'reversed windows',
  WINDOW_INVALID: 'invalid windows',
  CROSSES_MIDNIGHT: 'windows past midnight',
  REFERENCE_MISSING: 'missing references',
  REFERENCE_REUSED: 'reused references',
  SERVICE_NEGATIVE: 'negative service times',
  SERVICE_INVALID: 'invalid service times',
  LOAD_ABSURD: 'absurd loads',
  LOAD_INVALID: 'invalid loads',
  DATE_INVALID: 'invalid dates',
  DATE_AMBIGUOUS: 'ambiguous dates',
  DATE_PAST: 'dates in the past',
  KIND_UNKNOWN: 'unknown kinds',
  PRIORITY_INVALID: 'invalid priorities',
  EMAIL_INVALID: 'invalid e-mail addresses',
  FORMULA_TEXT: 'formulas kept as text',
  CONTROL_REMOVED: 'removed control characters',
  COLUMN_UNKNOWN: 'unknown columns',
  COLUMN_DUPLICATE: 'double columns',
  TEXT_TOO_LONG: 'texts that are too long',
}

/** What a column can mean, in words, by theme; `load` takes its dimension from the fleet. */
export const fieldWords: readonly (readonly [ImportField, string, string])[] = [
  ['reference', 'Reference', 'Order'],
  ['kind', 'Kind', 'Order'],
  ['date', 'Date', 'Order'],
  ['priority', 'Priority', 'Order'],
  ['address', 'Address', 'Place'],
  ['street', 'Street', 'Place'],
  ['houseNumber', 'House number', 'Place'],
  ['postcode', 'Postcode', 'Place'],
  ['city', 'City', 'Place'],
  ['state', 'State', 'Place'],
  ['country', 'Country', 'Place'],
  ['lat', 'Latitude', 'Place'],
  ['lon', 'Longitude', 'Place'],
  ['latLon', 'Latitude, longitude', 'Place'],
  ['windowFrom', 'Window from', 'Time'],
  ['windowTo', 'Window to', 'Time'],
  ['windows', 'Windows', 'Time'],
  ['serviceMinutes', 'Minutes at the door', 'Time'],
  ['packages', 'Packages', 'Load'],
  ['skills', 'Needs (skills)', 'Load'],
  ['name', 'Name', 'Contact'],
  ['company', 'Company', 'Contact'],
  ['phone', 'Phone', 'Contact'],
  ['email', 'E-mail', 'Contact'],
  ['notes', 'Notes', 'Contact'],
]

/** What is being done while an import is read, in words. */
export function phaseWords(phase: string): string {
  switch (phase) {
    case 'reading':
      return 'Reading the file'
    case 'checking':
      return 'Checking every row and finding addresses'
    case 'importing':
      return 'Importing'
    default:
      return phase.charAt(0).toUpperCase() + phase.slice(1)
  }
}
