import { localTimeOf, readWindow, type LocalTime, type TimeWindow, type TimeZone } from '@cartage/domain'
import type { CheckContext } from './check-context.ts'
import { shortened } from './check-identity.ts'
import { parseTime } from './parse-time.ts'
import type { Cell, RowCells } from './row-cells.ts'
import { suggest, suggestAll, type RowReport } from './row-report.ts'

const MAX_WINDOWS = 8

/** Any of these windows will do; an empty list is any time. Undefined when a window makes no sense. */
export function checkWindows(
  cells: RowCells,
  report: RowReport,
  { depot: { zone } }: CheckContext,
): readonly TimeWindow[] | undefined {
  const asked = [...fromPairs(cells, report), ...fromSlots(cells)]
  if (asked.length > MAX_WINDOWS) {
    report.error(
      'WINDOW_INVALID',
      asked[0]?.fromCell ?? cells.get('windows'),
      `There are ${asked.length} time windows; an order has at most ${MAX_WINDOWS}.`,
    )
    return undefined
  }
  const windows: TimeWindow[] = []
  for (const window of asked) {
    const checked = checkWindow(window, report, zone)
    if (checked === undefined) {
      return undefined
    }
    windows.push(checked)
  }
  return windows
}

/** A window as the file writes it, and where. */
interface AskedWindow {
  readonly fromCell: Cell
  readonly toCell: Cell
  readonly from: string
  readonly to: string
  readonly isBroken?: boolean
}

const fromPairs = (cells: RowCells, report: RowReport): AskedWindow[] => {
  const fromCell = cells.get('windowFrom')
  const toCell = cells.get('windowTo')
  if (fromCell.text === '' && toCell.text === '') {
    return []
  }
  const froms = fromCell.text.split(';').map((text) => text.trim())
  const tos = toCell.text.split(';').map((text) => text.trim())
  if (froms.length !== tos.length && fromCell.text !== '' && toCell.text !== '') {
    report.error(
      'WINDOW_INVALID',
      fromCell,
      `There are ${froms.length} starts and ${tos.length} ends of windows.`,
    )
    return [{ fromCell, toCell, from: '', to: '', isBroken: true }]
  }
  return froms.length >= tos.length
    ? froms.map((from, index) => ({ fromCell, toCell, from, to: tos[index] ?? '' }))
    : tos.map((to, index) => ({ fromCell, toCell, from: froms[index] ?? '', to }))
}

const fromSlots = (cells: RowCells): AskedWindow[] =>
  cells.all('windows').flatMap((cell) =>
    cell.text
      .split(';')
      .filter((slot) => slot.trim() !== '')
      .map((slot) => {
        const [from = '', to] = splitSlot(slot.trim())
        return { fromCell: cell, toCell: cell, from, to: to ?? '', isBroken: to === undefined }
      }),
  )

const DATE_BEFORE = /\d{4}-\d{2}-\d{2}[T ]/g

/** `10:00 - 11:00`, `10h to 11h`, `8-12`, also with a date before each time. */
const splitSlot = (slot: string): readonly string[] => {
  for (const separator of [
    '/',
    '–',
    '—',
    ' - ',
    ' to ',
    ' bis ',
    ' till ',
    ' a ',
    ' à ',
    ' as ',
    ' às ',
    '-',
  ]) {
    const parts = (separator === '-' ? slot.replaceAll(DATE_BEFORE, '') : slot).split(separator)
    if (parts.length === 2) {
      return parts.map((part) => part.trim())
    }
  }
  return [slot]
}

const checkWindow = (window: AskedWindow, report: RowReport, zone: TimeZone): TimeWindow | undefined => {
  const { fromCell, toCell } = window
  if (window.isBroken === true) {
    if (fromCell === toCell) {
      report.error(
        'WINDOW_INVALID',
        fromCell,
        `"${shortened(window.from)}" is not a time window: expected one such as 10:00 - 11:00.`,
      )
    }
    return undefined
  }
  const from = window.from === '' ? '00:00' : windowTime(window.from, zone)
  const to = window.to === '' ? '24:00' : windowTime(window.to, zone)
  if (from === undefined || to === undefined) {
    const [cell, text] = from === undefined ? [fromCell, window.from] : [toCell, window.to]
    report.error(
      'WINDOW_INVALID',
      cell,
      `"${shortened(text)}" is not a time of day: expected one such as 08:30, 8h30 or 8:30 am.`,
    )
    return undefined
  }
  return checkOrder(from, to, window, report)
}

const checkOrder = (
  from: LocalTime,
  to: LocalTime,
  { fromCell, toCell }: AskedWindow,
  report: RowReport,
): TimeWindow | undefined => {
  const reading = readWindow(from, to)
  switch (reading.kind) {
    case 'day':
      return reading.window
    case 'night':
      report.warn('CROSSES_MIDNIGHT', toCell, `The window ends at ${to} on the next day.`)
      return reading.window
    case 'empty':
      report.error('WINDOW_INVALID', toCell, reading.message)
      return undefined
    case 'reversed':
      report.error(
        'WINDOW_REVERSED',
        fromCell,
        reading.message,
        fromCell.column === toCell.column
          ? suggest(fromCell, `${to} - ${from}`)
          : suggestAll([fromCell, to], [toCell, from]),
      )
      return undefined
  }
}

/** A time of day, also behind a date, as an instant with its zone, or as Excel's day count with a fraction. */
const windowTime = (text: string, zone: TimeZone): LocalTime | undefined => {
  if (/^\d{4}-\d{2}-\d{2}[T ]/.test(text)) {
    const rest = text.slice(11)
    if (/(?:Z|[+-]\d{2}:?\d{2})$/.test(rest)) {
      const ms = Date.parse(text.replace(' ', 'T'))
      return Number.isNaN(ms) ? undefined : localTimeOf(new Date(ms).toISOString(), zone)
    }
    return parseTime(rest)
  }
  const serial = /^\d{5}([.,]\d{1,17})$/.exec(text)
  return parseTime(serial?.[1] ?? text)
}
