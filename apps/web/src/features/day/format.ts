import { formatLocalTime, formatNumber } from '@cartage/ui'
import { dimensionWords } from '../fleet/dimension-words.ts'

/** A change with its sign: `+12 min`, `−3 min`; `±0` when it reads like nothing. */
export function signed(delta: number, text: (absolute: number) => string): string {
  const words = text(Math.abs(delta))
  if (words === text(0)) return '±0'
  return `${delta < 0 ? '−' : '+'}${words}`
}

/** What an amount of a dimension is counted in: kg for `weight_kg`, parcels for `parcels`. */
export function dimensionUnit(dimension: string): string {
  const { name, unit } = dimensionWords(dimension)
  return unit === '' ? name.toLowerCase() : unit
}

/** An amount of load: up to one decimal, none where it is whole. */
export const formatAmount = (amount: number): string =>
  formatNumber(amount, Number.isInteger(Math.round(amount * 10) / 10) ? 0 : 1)

/** A load in words: `12.5 kg, 3 parcels`; a dash when it weighs nothing. */
export function formatLoad(load: Readonly<Record<string, number>>): string {
  const parts = Object.entries(load)
    .filter(([, amount]) => amount !== 0)
    .map(([dimension, amount]) => `${formatAmount(amount)} ${counted(amount, dimension)}`)
  return parts.length === 0 ? '–' : parts.join(', ')
}

/** One of a thing that is counted goes without its plural: 1 parcel, 2 parcels; 1 kg, 2 kg. */
function counted(amount: number, dimension: string): string {
  const unit = dimensionUnit(dimension)
  const isCount = dimensionWords(dimension).unit === ''
  return isCount && amount === 1 && unit.endsWith('s') ? unit.slice(0, -1) : unit
}

/** Windows in words: `08:00–12:00 or 14:00–16:00`, `8 AM–12 PM`; `any time` when there are none. */
export function formatWindows(
  windows: readonly { readonly from: string; readonly to: string }[],
  language?: string,
): string {
  if (windows.length === 0) return 'any time'
  return windows
    .map(({ from, to }) => `${formatLocalTime(from, language)}–${formatLocalTime(to, language)}`)
    .join(' or ')
}
