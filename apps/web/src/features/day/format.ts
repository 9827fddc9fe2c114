import { formatLocalTime, formatNumber } from '@cartage/ui'

/** A change with its sign: `+12 min`, `−3 min`; `±0` when it reads like nothing. */
export function signed(delta: number, text: (absolute: number) => string): string {
  const words = text(Math.abs(delta))
  if (words === text(0)) return '±0'
  return `${delta < 0 ? '−' : '+'}${words}`
}

const units: ReadonlyMap<string, string> = new Map([
  ['kg', 'kg'],
  ['g', 'g'],
  ['t', 't'],
  ['l', 'l'],
  ['m3', 'm³'],
  ['lb', 'lb'],
  ['m', 'm'],
])

/** A load dimension as people write it: `weight_kg` is weight in kg, `parcels` counts parcels. */
export function dimensionName(dimension: string): { readonly name: string; readonly unit: string } {
  const at = dimension.lastIndexOf('_')
  const unit = at > 0 ? units.get(dimension.slice(at + 1)) : undefined
  const name = (unit === undefined ? dimension : dimension.slice(0, at)).replaceAll('_', ' ')
  return { name, unit: unit ?? name }
}

/** An amount of load: up to one decimal, none where it is whole. */
export const formatAmount = (amount: number): string =>
  formatNumber(amount, Number.isInteger(Math.round(amount * 10) / 10) ? 0 : 1)

/** A load in words: `12.5 kg, 3 parcels`; a dash when it weighs nothing. */
export function formatLoad(load: Readonly<Record<string, number>>): string {
  const parts = Object.entries(load)
    .filter(([, amount]) => amount !== 0)
    .map(([dimension, amount]) => `${formatAmount(amount)} ${dimensionName(dimension).unit}`)
  return parts.length === 0 ? '–' : parts.join(', ')
}

/** Windows in words: `08:00–12:00 or 14:00–16:00`; `any time` when there are none. */
export function formatWindows(windows: readonly { readonly from: string; readonly to: string }[]): string {
  if (windows.length === 0) return 'any time'
  return windows.map(({ from, to }) => `${formatLocalTime(from)}–${formatLocalTime(to)}`).join(' or ')
}
