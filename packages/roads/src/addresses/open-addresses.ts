import type { SectionReader } from '../sections.ts'
import type { AddressIndex } from './address-index.ts'
import { readAddressSections } from './address-sections.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { reverseSearch } from './reverse-search.ts'
import { textSearch } from './text-search.ts'

/** Opens an address index over the sections that `buildAddresses` made, without copying them. */
export function openAddresses(reader: SectionReader): AddressIndex {
  const index = readAddressSections(reader)
  return {
    search: textSearch(index),
    reverse(lon, lat) {
      if (!Number.isFinite(lon) || !Number.isFinite(lat)) return undefined
      return reverseSearch(index, lon * unitsPerDegree, lat * unitsPerDegree)
    },
  }
}
