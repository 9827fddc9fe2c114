import type { AddressIndex } from '../src/addresses/address-index.ts'
import { buildAddresses } from '../src/addresses/build-addresses.ts'
import { openAddresses } from '../src/addresses/open-addresses.ts'
import type { OsmData } from '../src/osm/osm-data.ts'
import { encodeSections, openSections } from '../src/sections.ts'

/** The address index of an extract, through the file format and on shared memory as the server has it. */
export function anAddressIndex(osm: OsmData): AddressIndex {
  const bytes = encodeSections('addresses', buildAddresses(osm))
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  return openAddresses(openSections('addresses', shared, 'test'))
}
