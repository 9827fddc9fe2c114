import { describe, expect, it } from 'vitest'
import { readWindow } from './read-window.ts'

describe('readWindow', () => {
  it.each([
    ['08:00', '12:00', 'day', '12:00'],
    ['22:00', '02:00', 'night', '02:00'],
    ['18:00', '06:00', 'night', '06:00'],
    ['16:00', '00:00', 'day', '24:00'],
    ['00:00', '00:00', 'day', '24:00'],
  ])('takes %s to %s as a %s', (from, to, kind, end) => {
    expect(readWindow(from, to)).toEqual({ kind, window: { from, to: end } })
  })

  it.each([
    ['14:00', '11:00', 'reversed'],
    ['06:00', '05:00', 'reversed'],
    ['08:00', '08:00', 'empty'],
  ])('refuses %s to %s as %s, naming the times', (from, to, kind) => {
    expect(readWindow(from, to)).toEqual({ kind, message: expect.stringContaining(to) })
  })
})
