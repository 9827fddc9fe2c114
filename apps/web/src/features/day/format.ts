/** The person's locale: decides 24 h or 12 h and the decimal sign. */
const personLocale = (): string => (typeof navigator === 'undefined' ? 'en-GB' : navigator.language)

const cache = new Map<string, Intl.DateTimeFormat>()

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const known = cache.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  cache.set(key, made)
  return made
}

/** The wall-clock time of an instant at the depot, 24 h or 12 h by locale: `08:05`, `8:05 AM`. */
export function formatTime(instant: string | number, zone: string, locale = personLocale()): string {
  return dateFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(new Date(instant))
}

/** A wall-clock `HH:MM` of a window or shift as the locale writes it. `24:00` stays `24:00`. */
export function formatLocalTime(time: string, locale = personLocale()): string {
  if (time === '24:00') return time
  return formatTime(`2000-01-01T${time}:00Z`, 'UTC', locale)
}

/** Date and time of an instant at the depot, short: `7 Apr, 08:05`. */
export function formatMoment(instant: string, zone: string, locale = personLocale()): string {
  return dateFormat(locale, {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant))
}

/** A figure and its unit apart, so that the unit can be set lighter. */
export interface Quantity {
  readonly value: string
  readonly unit: string
}

const number = (value: number, digits: number, locale: string): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  )

/** Metres as kilometres: one decimal under 100 km. */
export function formatDistance(metres: number, locale = personLocale()): Quantity {
  const km = metres / 1000
  return { value: number(km, km < 99.95 ? 1 : 0, locale), unit: 'km' }
}

/** Seconds as hours and minutes: `0:05`, `7:45`. Rounds to the minute. */
export function formatDuration(seconds: number): Quantity {
  const minutes = Math.round(Math.abs(seconds) / 60)
  const sign = seconds < 0 && minutes > 0 ? '−' : ''
  return { value: `${sign}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`, unit: 'h' }
}

/** Seconds in the words of a conversation: `45 s`, `12 min`, `1 h 05 min`. */
export function formatSpan(seconds: number): string {
  const s = Math.round(Math.abs(seconds))
  if (s < 60) return `${s} s`
  const minutes = Math.round(s / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0
    ? `${minutes / 60} h`
    : `${Math.floor(minutes / 60)} h ${String(rest).padStart(2, '0')} min`
}

/** An amount in the organization's currency, without cents from 1,000 on. */
export function formatMoney(amount: number, currency: string, locale = personLocale()): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: Math.abs(amount) >= 1000 ? 0 : 2,
    minimumFractionDigits: Math.abs(amount) >= 1000 ? 0 : 2,
  }).format(amount)
}

export function formatCount(value: number, locale = personLocale()): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)
}

/** A change with its sign: `+12 min`, `−3 min`, `±0`. */
export function signed(delta: number, text: (absolute: number) => string): string {
  const words = text(Math.abs(delta))
  if (words === text(0)) return '±0'
  return `${delta < 0 ? '−' : '+'}${words}`
}

const knownUnits: Readonly<Record<string, string>> = { kg: 'kg', g: 'g', l: 'l', m3: 'm³', lb: 'lb', m: 'm' }

/** A load dimension as people write it: `weight_kg` is weight in kg, `parcels` counts parcels. */
export function dimensionName(dimension: string): { readonly name: string; readonly unit: string } {
  const at = dimension.lastIndexOf('_')
  const unit = at > 0 ? knownUnits[dimension.slice(at + 1)] : undefined
  const name = unit === undefined ? dimension : dimension.slice(0, at)
  return { name: name.replaceAll('_', ' '), unit: unit ?? name.replaceAll('_', ' ') }
}

/** A load in words: `12.5 kg, 3 parcels`; a dash when it weighs nothing. */
export function formatLoad(load: Readonly<Record<string, number>>, locale = personLocale()): string {
  const parts = Object.entries(load)
    .filter(([, amount]) => amount !== 0)
    .map(([dimension, amount]) => `${formatCount(amount, locale)} ${dimensionName(dimension).unit}`)
  return parts.length === 0 ? '–' : parts.join(', ')
}

/** Windows in words: `08:00–12:00 or 14:00–16:00`; `any time` when there are none. */
export function formatWindows(
  windows: readonly { readonly from: string; readonly to: string }[],
  locale = personLocale(),
): string {
  if (windows.length === 0) return 'any time'
  return windows
    .map(({ from, to }) => `${formatLocalTime(from, locale)}–${formatLocalTime(to, locale)}`)
    .join(' or ')
}
