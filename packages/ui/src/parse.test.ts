import { describe, expect, it } from 'vitest'
import { parseNumber } from './parse-number.ts'
import { parseTime } from './parse-time.ts'

describe('parseTime', () => {
  it.each([
    ['8', '08:00'],
    ['830', '08:30'],
    ['8.30', '08:30'],
    ['18h30', '18:30'],
    ['8h', '08:00'],
    ['8:30 pm', '20:30'],
    ['12 am', '00:00'],
    ['24:00', '24:00'],
    ['25', null],
    ['8:75', null],
    ['24:30', null],
    ['13 pm', null],
    ['soon', null],
  ])('reads %s as %s', (text, time) => {
    expect(parseTime(text)).toBe(time)
  })
})

describe('parseNumber', () => {
  it.each([
    ['12,5', 12.5],
    ['1 200', 1_200],
    ['.5', 0.5],
    ['-3', -3],
    ['', null],
    ['12kg', null],
    ['1,2,3', null],
  ])('reads %s as %s', (text, number) => {
    expect(parseNumber(text)).toBe(number)
  })
})
