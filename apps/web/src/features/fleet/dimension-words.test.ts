import { describe, expect, it } from 'vitest'
import { dimensionName, dimensionWords } from './dimension-words.ts'

describe('dimensionWords', () => {
  it.each([
    ['weight_kg', 'Weight', 'kg'],
    ['parcels', 'Parcels', ''],
    ['volume_m3', 'Volume', 'm³'],
    ['roll_cages', 'Roll cages', ''],
  ])('%s reads as %s in "%s"', (dimension, name, unit) => {
    expect(dimensionWords(dimension)).toEqual({ name, unit })
  })
})

describe('dimensionName', () => {
  it.each([
    ['Weight (kg)', 'weight_kg'],
    ['Roll cages', 'roll_cages'],
    ['2nd m³', 'nd_m3'],
  ])('%s becomes %s', (text, name) => {
    expect(dimensionName(text)).toBe(name)
  })
})
