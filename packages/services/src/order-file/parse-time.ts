import type { LocalTime } from '@cartage/domain'

const DAY_MINUTES = 1_440

const clock = (minutes: number): LocalTime =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/**
 * A time of day as people and spreadsheets write it: `8`, `8h`, `18h30`, `8:30`, `8.30`, `08:30:00`, `0830`,
 * `8:30 am`, `6 Uhr`, `24:00`, or the fraction of a day that Excel stores (`0.354`). Undefined for anything else.
 */
export function parseTime(text: string): LocalTime | undefined {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  if (/^0?[.,]\d{1,17}$/.test(plain)) {
    return clock(Math.round(Number(plain.replace(',', '.')) * DAY_MINUTES))
  }
  const match =
    /^(\d{1,2})(?: ?[:.h] ?(\d{2})(?:[:.]\d{2}(?:\.\d{1,9})?)?| ?h)?(?: ?(uhr|h|a\.?m\.?|p\.?m\.?))?$/.exec(
      plain,
    ) ?? /^(\d{1,2})(\d{2})(?: ?(uhr|h|a\.?m\.?|p\.?m\.?))?$/.exec(plain)
  if (match === null) {
    return undefined
  }
  const [, hourText = '', minuteText = '0', suffix = ''] = match
  const half = suffix.replaceAll('.', '')
  const minute = Number(minuteText)
  const hour = half === 'am' || half === 'pm' ? twelveHours(Number(hourText), half) : Number(hourText)
  const minutes = hour * 60 + minute
  return hour >= 0 && minute < 60 && minutes <= DAY_MINUTES ? clock(minutes) : undefined
}

/** 12 am is midnight and 12 pm is noon; -1 for an hour that no such clock has. */
const twelveHours = (hour: number, half: 'am' | 'pm'): number => {
  if (hour < 1 || hour > 12) {
    return -1
  }
  return (hour % 12) + (half === 'pm' ? 12 : 0)
}
