import { describe, expect, it } from 'vitest'
import { isOtherLanguage } from './type-language.ts'

describe('the language of a kind of street', () => {
  it.each([
    ['Carrer Nou 3', 'Rua Nova'],
    ['Chicago Avenue', 'Avenida Chicago'],
    ['Lilla gatan', 'High Street'],
  ])('differs between %j and %j', (a, b) => {
    expect(isOtherLanguage(a, b)).toBe(true)
  })

  it.each([
    ['Avenida Meritxell', 'Avenida da Boavista'],
    ['R. Nova', 'Carrer Nou'],
    ['Praça da República', 'praca republica'],
    ['Nova', 'Rua Nova'],
  ])('does not differ between %j and %j', (a, b) => {
    expect(isOtherLanguage(a, b)).toBe(false)
  })
})
