import { describe, expect, it } from 'vitest'
import { distanceText, instructionLanguages, instructionText } from './instruction-text.ts'
import { maneuverTypes, modifiers } from './step.ts'
import type { Maneuver } from './step.ts'

const maneuver = { type: 'turn', location: [0, 0], bearingBeforeDeg: 0, bearingAfterDeg: 90 } as const
const street = { name: 'Mill Lane', ref: '', roadClass: 'residential' }

const asked = [undefined, ...modifiers].flatMap((modifier) =>
  maneuverTypes.map((type): Maneuver => ({ ...maneuver, type, ...(modifier && { modifier }) })),
)

describe.each(instructionLanguages)('instructions in %s', (language) => {
  it('are whole sentences for every maneuver, on roads with and without a name', () => {
    const texts = asked.flatMap((each) =>
      [street, { ...street, name: '' }, { ...street, ref: 'A 1' }, { ...street, roadClass: 'ferry' }].flatMap(
        (road) => [
          instructionText({ ...road, maneuver: each }, language),
          instructionText({ ...road, maneuver: { ...each, exit: 2, rotaryName: 'Star Square' } }, language, {
            inM: 250,
          }),
        ],
      ),
    )

    expect(
      texts.filter((text) => !/^\p{Lu}[^{}[\]]*[\p{L}\p{N})]$/u.test(text) || /\s\s|undefined/.test(text)),
    ).toEqual([])
  })

  it('name the road that one turns into, and say left otherwise than right', () => {
    const turns = (['left', 'right', 'sharp left', 'slight left'] as const).map((modifier) =>
      instructionText({ ...street, maneuver: { ...maneuver, modifier } }, language),
    )

    expect(new Set(turns).size).toBe(4)
    expect(turns.every((text) => text.includes('Mill Lane'))).toBe(true)
  })

  it('count the exits of a roundabout as far as there are', () => {
    const exits = Array.from({ length: 14 }, (_, index) =>
      instructionText(
        { ...street, maneuver: { ...maneuver, type: 'roundabout', exit: index + 1 } },
        language,
      ),
    )

    expect(new Set(exits).size).toBe(14)
  })

  it('set off by the compass', () => {
    const departures = [0, 45, 90, 135, 180, 225, 270, 315].map((bearingAfterDeg) =>
      instructionText({ ...street, maneuver: { ...maneuver, type: 'depart', bearingAfterDeg } }, language),
    )

    expect(new Set(departures).size).toBe(8)
  })
})

describe('an instruction', () => {
  const left = { ...street, maneuver: { ...maneuver, modifier: 'left' } } as const

  it('is said in the language asked for, whatever the country, and else in English', () => {
    expect(instructionText(left, 'en')).toBe('Turn left into Mill Lane')
    expect(instructionText(left, 'pt-BR')).toBe(instructionText(left, 'pt'))
    expect(instructionText(left, 'xx')).toBe('Turn left into Mill Lane')
    expect(instructionText(left, 'constructor')).toBe('Turn left into Mill Lane')
  })

  it('says how far ahead it is', () => {
    expect(instructionText(left, 'en', { inM: 312 })).toBe('In 300 m: Turn left into Mill Lane')
    expect(instructionText(left, 'de', { inM: 1240 })).toMatch(/^In 1,2 km: /)
  })

  it('gives name and numbers of a road, as they are written', () => {
    const road = (name: string, ref: string) => instructionText({ ...left, name, ref }, 'en')

    expect(road('Ring Road', 'N 12;IC 1')).toBe('Turn left into Ring Road (N 12 / IC 1)')
    expect(road('', 'N 12')).toBe('Turn left into N 12')
    expect(road('[{road}]', '')).toBe('Turn left into [{road}]')
  })

  it('is to board where the road is a ferry', () => {
    expect(instructionText({ ...left, name: 'Harbour Line', roadClass: 'ferry' }, 'en')).toBe(
      'Board the ferry Harbour Line',
    )
  })
})

describe('a distance', () => {
  it.each([
    [3, '0 m'],
    [84, '80 m'],
    [312, '300 m'],
    [980, '1 km'],
    [1240, '1.2 km'],
    [15_400, '15 km'],
  ])('of %d m is said as %s', (metres, said) => {
    expect(distanceText(metres, 'en')).toBe(said)
  })
})
