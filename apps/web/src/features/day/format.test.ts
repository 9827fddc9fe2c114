import { describe, expect, it } from 'vitest'
import {
  dimensionName,
  formatDistance,
  formatDuration,
  formatLoad,
  formatLocalTime,
  formatMoney,
  formatSpan,
  formatTime,
  formatWindows,
  signed,
} from './format.ts'

describe('times', () => {
  it('are those of the depot, whatever zone the browser is in', () => {
    expect(formatTime('2026-07-01T06:05:00Z', 'Europe/Lisbon', 'en-GB')).toBe('07:05')
    expect(formatTime('2026-07-01T06:05:00Z', 'Asia/Tokyo', 'en-GB')).toBe('15:05')
  })

  it('are 12 h where the locale is', () => {
    expect(formatLocalTime('15:30', 'en-US').replaceAll(/\s/g, ' ')).toBe('03:30 PM')
    expect(formatLocalTime('15:30', 'de')).toBe('15:30')
    expect(formatLocalTime('24:00', 'de')).toBe('24:00')
  })

  it('say any time when an order has no window', () => {
    expect(formatWindows([])).toBe('any time')
    expect(
      formatWindows(
        [
          { from: '08:00', to: '12:00' },
          { from: '14:00', to: '16:00' },
        ],
        'en-GB',
      ),
    ).toBe('08:00–12:00 or 14:00–16:00')
  })
})

describe('figures', () => {
  it('keep their unit apart', () => {
    expect(formatDistance(12_345, 'en')).toEqual({ value: '12.3', unit: 'km' })
    expect(formatDistance(123_456, 'en')).toEqual({ value: '123', unit: 'km' })
    expect(formatDuration(27_890)).toEqual({ value: '7:45', unit: 'h' })
    expect(formatDuration(-90)).toEqual({ value: '−0:02', unit: 'h' })
  })

  it('round a span without ever saying 60 minutes', () => {
    expect(formatSpan(42)).toBe('42 s')
    expect(formatSpan(59.7 * 60)).toBe('1 h')
    expect(formatSpan(3_900)).toBe('1 h 05 min')
  })

  it('show the sign of a change and call nothing nothing', () => {
    expect(signed(720, formatSpan)).toBe('+12 min')
    expect(signed(-180, formatSpan)).toBe('−3 min')
    expect(signed(0.2, (value) => formatMoney(Math.round(value), 'EUR', 'en'))).toBe('±0')
  })

  it('name a load by its dimension', () => {
    expect(dimensionName('weight_kg')).toEqual({ name: 'weight', unit: 'kg' })
    expect(dimensionName('parcels')).toEqual({ name: 'parcels', unit: 'parcels' })
    expect(formatLoad({ weight_kg: 12.5, parcels: 3, volume_m3: 0 }, 'en')).toBe('12.5 kg, 3 parcels')
    expect(formatLoad({})).toBe('–')
  })
})
