import type { AddressSections } from './address-sections.ts'
import { findHouse } from './find-house.ts'
import type { HouseNumber } from './house-number.ts'
import { metresBetween } from './metres.ts'

/** Every street has a number 12; one that is known to have a 3033 is hardly one of several. */
const tellingFrom = 100
const tellingPreference = 0.012
const knownPreference = 0.004
const impossiblePreference = -0.03
/**
 * Houses are numbered one by one, or by the metre as in Portugal and Brazil, so that no number is far beyond the length of its street in
 * metres; twice of it allows for what an extract cuts off. Of 1,461 surveyed houses outside America none is beyond.
 */
const numbersPerMetre = 2
const numbersOfAnyStreet = 50
/** There numbers count the blocks of the town, whatever the length of the street. */
const gridCountries: ReadonlySet<string> = new Set(['US', 'CA'])

/** What a house number says for or against one of several streets of a name. */
export function numberPreference(index: AddressSections, street: number, house: HouseNumber): number {
  if (findHouse(index, street, house)) return house.first < tellingFrom ? knownPreference : tellingPreference
  const isDrawn = (index.streetLines[street + 1] ?? 0) > (index.streetLines[street] ?? 0)
  if (!isDrawn || index.countries.some((country) => gridCountries.has(country))) return 0
  const most = numbersOfAnyStreet + numbersPerMetre * lengthM(index, street)
  return house.first > most ? impossiblePreference : 0
}

function lengthM({ linePoints, lineOffsets, streetLines }: AddressSections, street: number): number {
  let length = 0
  for (let line = streetLines[street] ?? 0; line < (streetLines[street + 1] ?? 0); line++) {
    for (let at = lineOffsets[line] ?? 0; at + 1 < (lineOffsets[line + 1] ?? 0); at++) {
      length += metresBetween(
        linePoints[2 * at] ?? 0,
        linePoints[2 * at + 1] ?? 0,
        linePoints[2 * at + 2] ?? 0,
        linePoints[2 * at + 3] ?? 0,
      )
    }
  }
  return length
}
