import { describe, expect, it } from 'vitest'
import { closureStatus, createClosureInput } from './closure.ts'

const at = (hour: number): string => new Date(Date.UTC(2026, 3, 1, hour)).toISOString()
const id = 'b1b1b1b1-0000-4000-8000-000000000001'
const road = { wayId: 7, lon: 11.9, lat: 57.7, direction: 'both' }
const ring = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
]
const area = { type: 'Polygon', coordinates: [ring] }

describe('closureStatus', () => {
  it.each([
    ['without times', null, null, 'active'],
    ['that began', at(6), null, 'active'],
    ['that begins now', at(12), at(13), 'active'],
    ['that ends now', at(6), at(12), 'past'],
    ['that begins later', at(13), at(14), 'planned'],
  ] as const)('a closure %s', (_, from, until, expected) => {
    expect(closureStatus({ from, until }, new Date(at(12)))).toBe(expected)
  })
})

describe('createClosureInput', () => {
  const messageOf = (input: object): string | undefined =>
    createClosureInput.safeParse({ id, region: 'porto', ...input }).error?.issues[0]?.message

  it.each([
    ['neither area nor road', {}, 'Draw an area or pick a road: exactly one of them.'],
    ['both', { area, road }, 'Draw an area or pick a road: exactly one of them.'],
    ['an end before its beginning', { road, from: at(9), until: at(8) }, 'It must end after it begins.'],
    [
      'an open ring',
      { area: { ...area, coordinates: [[...ring.slice(0, 3), [2, 2]]] } },
      'The ring of an area ends where it begins.',
    ],
    [
      'two corners',
      { area: { ...area, coordinates: [ring.slice(0, 3)] } },
      'An area needs at least three corners.',
    ],
  ])('refuses %s', (_, input, message) => {
    expect(messageOf(input)).toBe(message)
  })

  it.each([
    ['an area', { area }],
    ['a road', { road, factor: 0.3 }],
  ])('takes %s', (_, input) => {
    expect(messageOf(input)).toBeUndefined()
  })
})
