import { describe, expect, it } from 'vitest'
import { formatAge, formatBytes, formatDistance, formatDuration } from './format.ts'

describe('formatDuration', () => {
  it.each([
    [0, '0 min'],
    [30, '30 s'],
    [300, '5 min'],
    [3_570, '1 h 00'],
    [21_900, '6 h 05'],
    [-240, '−4 min'],
  ])('%i seconds read as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })
})

describe('formatDistance', () => {
  it.each([
    [0, '0 m'],
    [840, '840 m'],
    [12_440, '12.4 km'],
    [99_960, '100 km'],
  ])('%i metres read as %s', (metres, text) => {
    expect(formatDistance(metres).replaceAll(',', '.')).toBe(text)
  })
})

describe('formatAge', () => {
  const now = Date.parse('2026-04-07T12:00:00Z')

  it.each([
    ['2026-04-07T11:59:57Z', 'now'],
    ['2026-04-07T11:57:00Z', '3 min'],
    ['2026-04-07T10:00:00Z', '2 h'],
    ['2026-04-02T12:00:00Z', '5 days'],
    ['2026-04-07T12:00:30Z', 'now'],
  ])('%s is %s old', (instant, text) => {
    expect(formatAge(instant, now)).toBe(text)
  })
})

describe('formatBytes', () => {
  it.each([
    [12, '12 B'],
    [4_200_000, '4.2 MB'],
    [730_000_000, '730 MB'],
  ])('%i bytes read as %s', (bytes, text) => {
    expect(formatBytes(bytes).replaceAll(',', '.')).toBe(text)
  })
})
