import type { LocalDate, OrderKind } from '@cartage/domain'
import type { CheckContext } from './check-context.ts'
import { parseDate } from './parse-date.ts'
import type { RowCells } from './row-cells.ts'
import { suggest, type RowReport } from './row-report.ts'

export const MAX_REFERENCE = 80

/** The reference as the file has it; a row without one cannot be told from others and stays out. */
export function checkReference(cells: RowCells, report: RowReport, free: () => string): string | undefined {
  const cell = cells.get('reference')
  if (cell.text === '') {
    const text = cells.has('reference')
      ? 'The order has no reference, so importing the file again would double it.'
      : 'No column of the file holds the reference of the orders; choose the one that does.'
    report.error('REFERENCE_MISSING', cell, text, cell.column === null ? null : suggest(cell, free()))
    return undefined
  }
  if (cell.text.length > MAX_REFERENCE) {
    report.error(
      'TEXT_TOO_LONG',
      cell,
      `A reference has at most ${MAX_REFERENCE} characters; this one has ${cell.text.length}.`,
      suggest(cell, cell.text.slice(0, MAX_REFERENCE).trim()),
    )
    return undefined
  }
  return cell.text
}

const kinds: readonly (readonly [kind: OrderKind, words: string])[] = [
  ['delivery', 'd delivery deliver dropoff drop lieferung zustellung livraison entrega leverans'],
  [
    'pickup',
    'p pickup collect collection abholung enlevement ramassage recolha recogida hamtning upphamtning',
  ],
  ['service', 't s task service visit job dienst einsatz besuch visite servico tarefa servicio tarea besok'],
]
const kindByWord = new Map(
  kinds.flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind] as const)),
)

/** Delivery, pickup or service; a delivery where the row does not say. */
export function checkKind(cells: RowCells, report: RowReport): OrderKind {
  const cell = cells.get('kind')
  const word = cell.text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z]/g, '')
  const kind = cell.text === '' ? 'delivery' : kindByWord.get(word)
  if (kind === undefined) {
    report.error(
      'KIND_UNKNOWN',
      cell,
      `"${shortened(cell.text)}" is not a type of order: expected delivery, pickup or service (D, P, T).`,
      suggest(cell, 'delivery'),
    )
  }
  return kind ?? 'delivery'
}

/** The day of the order; the import's day where the row does not say. */
export function checkDate(cells: RowCells, report: RowReport, { date, today }: CheckContext): LocalDate {
  const cell = cells.get('date')
  if (cell.text === '') {
    return date
  }
  const parsed = parseDate(cell.text, date)
  if (parsed === undefined) {
    report.error(
      'DATE_INVALID',
      cell,
      `"${shortened(cell.text)}" is not a day: expected one such as 2026-04-07.`,
      suggest(cell, date),
    )
    return date
  }
  if (parsed.isAmbiguous) {
    report.warn(
      'DATE_AMBIGUOUS',
      cell,
      `"${cell.text}" could be several days and is read as ${parsed.date}.`,
      suggest(cell, parsed.date),
    )
  }
  if (today !== undefined && parsed.date < today) {
    report.warn(
      'DATE_PAST',
      cell,
      `${parsed.date} is in the past.`,
      date < today ? null : suggest(cell, date),
    )
  }
  return parsed.date
}

/** A value in a message: long ones are cut. */
export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)
