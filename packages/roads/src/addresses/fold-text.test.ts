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
