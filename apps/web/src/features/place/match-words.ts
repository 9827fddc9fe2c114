import type { MatchLevel } from '@cartage/domain'
import type { Meaning } from '@cartage/ui'

/** How exactly a place is known, in words, and whether a person should look. */
export const matchWords: Readonly<
  Record<MatchLevel, { readonly label: string; readonly meaning?: Meaning }>
> = {
  house: { label: 'Found the house', meaning: 'done' },
  interpolated: { label: 'House number estimated along the street', meaning: 'info' },
  street: { label: 'Found the street, not the house', meaning: 'risk' },
  place: { label: 'Found only the town or district', meaning: 'risk' },
  given: { label: 'Coordinate came with the order', meaning: 'info' },
  pin: { label: 'Pin set by hand', meaning: 'done' },
}
