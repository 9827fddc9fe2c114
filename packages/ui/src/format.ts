/** How numbers, spans and times are written for people. Locale comes from the browser; figures line up. */

const locale = (): string | undefined => (typeof navigator === 'undefined' ? undefined : navigator.language)

/** A count or amount with the locale's separators. */
export function formatNumber(value: number, digits = 0): string {
  return value.toLocaleString(locale(), { maximumFractionDigits: digits, minimumFractionDigits: digits })
}

/** Metres as kilometres: one decimal below 100 km, none above. Answers value and unit apart. */
export function distanceParts(metres: number): { readonly value: string; readonly unit: 'km' | 'm' } {
  if (metres < 1_000) return { value: formatNumber(Math.round(metres)), unit: 'm' }
  const km = metres / 1_000
  return { value: formatNumber(km, km < 99.95 ? 1 : 0), unit: 'km' }
}

/** Metres in words: `12.4 km`. */
export function formatDistance(metres: number): string {
  const { value, unit } = distanceParts(metres)
  return `${value} ${unit}`
}

/** Seconds as hours and minutes, rounded to the minute: `45 min`, `6 h 05`. Below a minute: `30 s`. */
export function formatDuration(seconds: number): string {
  const sign = seconds < 0 ? '−' : ''
  const whole = Math.abs(seconds)
  if (whole > 0 && whole < 59.5) return `${sign}${Math.round(whole)} s`
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return `${sign}${minutes} min`
  return `${sign}${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
}

/** A UTC instant as the clock at the depot shows it, in 24 h or 12 h by locale. */
export function formatTime(instant: string, zone: string): string {
  return clock(zone).format(new Date(instant))
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Making a format takes far longer than using it, and a timeline writes thousands of times. */
function clock(zone: string): Intl.DateTimeFormat {
  const key = `${locale() ?? ''} ${zone}`
  const known = clocks.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale(), { hour: hourDigits(), minute: '2-digit', timeZone: zone })
  clocks.set(key, made)
  return made
}

/** `07:30` on a 24 h clock, `7:30 AM` on a 12 h one. */
function hourDigits(): '2-digit' | 'numeric' {
  const { hour12 } = new Intl.DateTimeFormat(locale(), { hour: 'numeric' }).resolvedOptions()
  return hour12 === true ? 'numeric' : '2-digit'
}

/**
 * A wall-clock `HH:MM` as short as the locale allows: on a 12 h clock a full hour goes without its minutes; `24:00`
 * reads as midnight.
 */
export function formatLocalTime(time: string, language = locale()): string {
  const at = Date.parse(`1970-01-01T${time === '24:00' ? '00:00' : time}:00Z`)
  return localClock(language, time.endsWith(':00')).format(at)
}

const localClocks = new Map<string, Intl.DateTimeFormat>()

function localClock(language: string | undefined, isFullHour: boolean): Intl.DateTimeFormat {
  const key = `${language ?? ''} ${isFullHour}`
  const known = localClocks.get(key)
  if (known) return known
  const isTwelve = new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hour12 === true
  const made = new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    hour: isTwelve ? 'numeric' : '2-digit',
    ...(isTwelve && isFullHour ? {} : { minute: '2-digit' }),
  })
  localClocks.set(key, made)
  return made
}

/** A calendar day in words: `Tue 7 Apr`, with the year unless it is `nowYear`. */
export function formatDate(date: string, nowYear = new Date().getFullYear()): string {
  const at = new Date(`${date}T12:00:00Z`)
  return new Intl.DateTimeFormat(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(at.getUTCFullYear() === nowYear ? {} : { year: 'numeric' as const }),
  }).format(at)
}

/** Money in the organization's currency (ISO 4217), whole units from 100 upwards. */
export function formatMoney(amount: number, currency: string): string {
  const digits = Math.abs(amount) >= 100 ? 0 : 2
  try {
    return amount.toLocaleString(locale(), {
      style: 'currency',
      currency,
      maximumFractionDigits: digits,
      minimumFractionDigits: digits,
    })
  } catch {
    // The currency is not one that this browser knows.
    return `${formatNumber(amount, digits)} ${currency}`
  }
}

/** How long ago something was: `now`, `40 s`, `3 min`, `2 h`, `5 days`. */
export function formatAge(instant: string, now: number = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000))
  if (seconds < 10) return 'now'
  if (seconds < 90) return `${seconds} s`
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`
  if (seconds < 129_600) return `${Math.round(seconds / 3_600)} h`
  return `${Math.round(seconds / 86_400)} days`
}

/** Bytes for people: `4.2 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  let value = bytes
  let index = 0
  while (value >= 1_000 && index < units.length - 1) {
    value /= 1_000
    index += 1
  }
  return `${formatNumber(value, index === 0 || value >= 100 ? 0 : 1)} ${units[index] ?? 'GB'}`
}
