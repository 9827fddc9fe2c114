import { contact as contactSchema, type Contact, type ImportField } from '@cartage/domain'
import { cleanLines, isFormula } from './clean-text.ts'
import type { Cell, RowCells } from './row-cells.ts'
import { suggest, type RowReport } from './row-report.ts'

/** Texts of a bounded length; longer ones are for the person to shorten. */
const checkLength = (cell: Cell, most: number, what: string, report: RowReport): string => {
  if (cell.text.length > most) {
    report.error(
      'TEXT_TOO_LONG',
      cell,
      `${what} has at most ${most} characters; this one has ${cell.text.length}.`,
      suggest(cell, cell.text.slice(0, most).trim()),
    )
  }
  return cell.text
}

/** Who to ask for; an address that is no e-mail address is left out with a warning. */
export function checkContact(cells: RowCells, report: RowReport): Contact {
  const name = checkLength(cells.get('name'), 120, 'A name', report)
  const company = checkLength(cells.get('company'), 120, 'A company name', report)
  const phone = checkLength(cells.get('phone'), 40, 'A phone number', report)
  const emailCell = cells.get('email')
  const isEmail = emailCell.text.length <= 254 && contactSchema.shape.email.safeParse(emailCell.text).success
  if (!isEmail) {
    report.warn(
      'EMAIL_INVALID',
      emailCell,
      'This is not an e-mail address; it is left out.',
      suggest(emailCell, ''),
    )
  }
  const email = isEmail ? emailCell.text : ''
  return {
    ...(name === '' ? {} : { name }),
    ...(company === '' ? {} : { company }),
    ...(phone === '' ? {} : { phone }),
    ...(email === '' ? {} : { email }),
  }
}

const MAX_NOTES = 2_000

/** What the driver should read, one line a column. */
export function checkNotes(cells: RowCells, report: RowReport): string {
  const parts = cells.all('notes')
  const notes = parts.map(({ raw }) => cleanLines(raw)).join('\n')
  const [first] = parts
  if (notes.length > MAX_NOTES && first !== undefined) {
    report.error(
      'TEXT_TOO_LONG',
      first,
      `Notes have at most ${MAX_NOTES} characters; these have ${notes.length}.`,
      parts.length === 1 ? suggest(first, notes.slice(0, MAX_NOTES).trim()) : null,
    )
  }
  return notes
}

/** Columns that are kept as they are, by their name. */
export function checkCustom(cells: RowCells, report: RowReport): Readonly<Record<string, string>> {
  return Object.fromEntries(
    cells
      .all('custom')
      .map((cell) => [
        (cell.column ?? '').replace(/^custom:/i, '').slice(0, 60),
        checkLength(cell, 500, 'A custom field', report),
      ]),
  )
}

/** Fields that hold words; in the others a leading sign belongs to a number. */
const wordFields: readonly ImportField[] = [
  'reference',
  'kind',
  'address',
  'street',
  'houseNumber',
  'postcode',
  'city',
  'state',
  'country',
  'packages',
  'skills',
  'name',
  'company',
  'email',
  'notes',
  'custom',
]
const numberFields: readonly ImportField[] = [
  'date',
  'lat',
  'lon',
  'latLon',
  'windowFrom',
  'windowTo',
  'windows',
  'serviceMinutes',
  'load',
  'priority',
  'phone',
]

/** Says where control characters were taken out, and where a text would run as a formula in a spreadsheet. */
export function checkHiddenText(cells: RowCells, report: RowReport): void {
  for (const field of [...wordFields, ...numberFields]) {
    for (const cell of cells.allRaw(field)) {
      if (cell.removed > 0) {
        const what =
          cell.removed === 1 ? 'A control character was' : `${cell.removed} control characters were`
        report.warn('CONTROL_REMOVED', cell, `${what} removed from the text.`, suggest(cell, cell.text))
      }
    }
  }
  for (const field of wordFields) {
    for (const cell of cells.all(field)) {
      if (isFormula(cell.text)) {
        report.warn(
          'FORMULA_TEXT',
          cell,
          'This looks like a formula. It is kept as plain text and made harmless in every export.',
        )
      }
    }
  }
}
