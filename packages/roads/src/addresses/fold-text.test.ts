import fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldText } from './fold-text.ts'

it.each([
  ['Praça da República', 'praca da republica'],
  ["Carrer Pere d'Urg", 'carrer pere d urg'],
  ['Carrer del Col·legi', 'carrer del collegi'],
  ['Große Straße', 'grosse strasse'],
  ["St. Mary's Road", 'st. marys road'],
  ['Åsa Øst Łódź', 'asa ost lodz'],
])('folds %j', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

it('changes nothing that is folded already', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text))
    }),
    { seed: 3, numRuns: 2000 },
  )
})
