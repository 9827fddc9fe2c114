import { describe, expect, it } from 'vitest'
import { addressAfterChoice } from './typed-address.ts'

describe('addressAfterChoice', () => {
  it('keeps a typed house number when only the street was found', () => {
    expect(addressAfterChoice('Rua de Santa Catarina 112, Porto', 'Rua de Santa Catarina, Porto')).toBe(
      'Rua de Santa Catarina 112, Porto',
    )
  })

  it('takes the full label when it has everything that was typed', () => {
    expect(addressAfterChoice('avenyn 12', 'Kungsportsavenyen 12, Göteborg')).toBe(
      'Kungsportsavenyen 12, Göteborg',
    )
  })

  it('takes the label for a street without a number', () => {
    expect(addressAfterChoice('santa cat', 'Rua de Santa Catarina, Porto')).toBe(
      'Rua de Santa Catarina, Porto',
    )
  })
})
