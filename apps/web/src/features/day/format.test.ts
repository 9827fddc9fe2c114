import { formatDuration, formatMoney } from '@cartage/ui'
import { describe, expect, it } from 'vitest'
import { formatLoad, formatWindows, signed } from './format.ts'

describe('figures of a day', () => {
  it('show the sign of a change and call nothing nothing', () => {
    expect(signed(720, formatDuration)).toBe('+12 min')
    expect(signed(-180, formatDuration)).toBe('−3 min')
    expect(signed(0, formatDuration)).toBe('±0')
    expect(signed(-0.001, (amount) => formatMoney(amount, 'EUR'))).toBe('±0')
  })

  it('count a load in what its dimension is counted in', () => {
    expect(formatLoad({ weight_kg: 3, parcels: 2, volume_m3: 0 })).toBe('3 kg, 2 parcels')
    expect(formatLoad({ weight_kg: 1, parcels: 1 })).toBe('1 kg, 1 parcel')
    expect(formatLoad({})).toBe('–')
  })

  it('say any time when an order has no window', () => {
    expect(formatWindows([])).toBe('any time')
  })

  it('write windows on the clock of the locale', () => {
    const windows = [
      { from: '08:00', to: '12:30' },
      { from: '14:00', to: '24:00' },
    ]

    expect(formatWindows(windows, 'pt-PT')).toBe('08:00–12:30 or 14:00–00:00')
    expect(formatWindows(windows, 'en-US').replaceAll(/\s/g, ' ')).toBe('8 AM–12:30 PM or 2 PM–12 AM')
  })
})
