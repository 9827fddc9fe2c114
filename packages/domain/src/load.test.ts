import { describe, expect, it } from 'vitest'
import { load, skills } from './load.ts'

describe('loads', () => {
  it.each([{}, { parcels: 0 }, { weight_kg: 12.5, parcels: 3 }])('%o is a load', (value) => {
    expect(load.parse(value)).toEqual(value)
  })

  it.each([
    { parcels: -1 },
    { parcels: NaN },
    { parcels: Infinity },
    { parcels: 1_000_001 },
    { parcels: '3' },
    { Parcels: 1 },
    { 'weight kg': 1 },
    Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`d${at}`, 1])),
  ])('%o is none', (value) => {
    expect(load.safeParse(value).success).toBe(false)
  })
})

describe('skills', () => {
  it('are trimmed and never empty', () => {
    expect(skills.parse([' lift '])).toEqual(['lift'])
    expect(skills.safeParse(['  ']).success).toBe(false)
  })
})
