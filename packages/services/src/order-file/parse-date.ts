import { localDate, type LocalDate } from '@cartage/domain'

export interface ParsedDate {
  readonly date: LocalDate
  /** True when day and month could be the other way round, or the century is a guess. */
  readonly isAmbiguous: boolean
}

const FIRST_YEAR = 2000
const LAST_YEAR = 2099
const DAY_MS = 86_400_000
/** Day 0 of Excel's calendar, which believes in 29 February 1900. */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30)

/**
 * A day as people and spreadsheets write it. ISO (`2026-04-07`, also `2026/04/07` and `20260407`, with or without a
 * time behind) comes first; `7.4.2026` is day before month; in `03/04/2026` the order is a guess unless one of the
 * two is above twelve, and then day before month is taken, or the reading that equals `expected`. A number of five
 * digits is Excel's count of days. Undefined when it is no day of this century.
 */
export function parseDate(text: string, expected?: LocalDate): ParsedDate | undefined {
  const plain = text.trim()
  const iso = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[T ].{0,40})?$/.exec(plain)
  if (iso !== null) {
    return certain(calendarDay(Number(iso[1]), Number(iso[3]), Number(iso[4])))
  }
  if (/^\d{5}(?:[.,]\d{1,17})?$/.test(plain)) {
    return certain(excelDay(Number(plain.replace(',', '.'))))
  }
  const parts = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\.?$/.exec(plain)
  if (parts === null) {
    return undefined
  }
  const [, first, separator, second, yearText = ''] = parts
  const year = Number(yearText) + (yearText.length === 2 ? FIRST_YEAR : 0)
  const dayFirst = calendarDay(year, Number(second), Number(first))
  const monthFirst = calendarDay(year, Number(first), Number(second))
  const isGuessedYear = yearText.length === 2
  if (separator === '.' || dayFirst === undefined || monthFirst === undefined || dayFirst === monthFirst) {
    const date = dayFirst ?? (separator === '.' ? undefined : monthFirst)
    return date === undefined ? undefined : { date, isAmbiguous: isGuessedYear && separator !== '.' }
  }
  return { date: monthFirst === expected ? monthFirst : dayFirst, isAmbiguous: true }
}

const certain = (date: LocalDate | undefined): ParsedDate | undefined =>
  date === undefined ? undefined : { date, isAmbiguous: false }

const calendarDay = (year: number, month: number, day: number): LocalDate | undefined => {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return year >= FIRST_YEAR && year <= LAST_YEAR && localDate.safeParse(text).success ? text : undefined
}

const excelDay = (serial: number): LocalDate | undefined => {
  const date = new Date(EXCEL_EPOCH_MS + Math.floor(serial) * DAY_MS)
  return calendarDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}
