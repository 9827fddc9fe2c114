import type { AddressIndex } from '../src/addresses/address-index.ts'
import { buildAddresses } from '../src/addresses/build-addresses.ts'
import type { Gazetteer } from '../src/addresses/gazetteer.ts'
import { openAddresses } from '../src/addresses/open-addresses.ts'
import type { OsmData } from '../src/osm/osm-data.ts'
import { encodeSections, openSections } from '../src/sections.ts'

/** The address index of an extract, through the file format and on shared memory as the server has it. A map drawn by hand has `noGazetteer`. */
export function anAddressIndex(osm: OsmData, gazetteer?: Gazetteer): AddressIndex {
  const bytes = encodeSections('addresses', buildAddresses(osm, gazetteer))
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  return openAddresses(openSections('addresses', shared, 'test'))
}
