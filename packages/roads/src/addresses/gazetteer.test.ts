import { describe, expect, it } from 'vitest'
import { readGazetteer } from './gazetteer.ts'

describe('the gazetteer', () => {
  const porto = readGazetteer({ west: -8.78, south: 40.98, east: -8.36, north: 41.4 })
  const named = (name: string) => porto.inside.find(({ names }) => names.includes(name))

  it('knows the towns of a region, where they are and how large', () => {
    expect(named('Porto')).toMatchObject({ kind: 'city', lon: expect.closeTo(-8.611, 2) })
    expect(named('Matosinhos')?.lat).toBeCloseTo(41.182, 2)
    expect(named('Foz do Douro')?.kind).toBe('suburb')
    expect(porto.inside.length).toBeGreaterThan(80)
    expect(porto.countries).toEqual(['PT'])
  })

  it('knows which towns are elsewhere, by the name they have at home too', () => {
    expect(porto.elsewhere).toEqual(
      expect.arrayContaining(['braga', 'lisboa', 'lisbon', 'porto alegre', 'columbus']),
    )
  })

  it('does not call a town elsewhere whose namesake is here', () => {
    const columbus = readGazetteer({ west: -83.1, south: 39.9, east: -82.9, north: 40.1 })

    expect(columbus.inside.some(({ names }) => names.includes('Columbus'))).toBe(true)
    expect(columbus.elsewhere).not.toContain('columbus')
    expect(columbus.elsewhere).toContain('porto')
  })

  it('knows no town in the sea', () => {
    expect(readGazetteer({ west: -30, south: 0, east: -29, north: 1 }).inside).toEqual([])
  })
})
