import Flatbush from 'flatbush'
import type { SectionReader } from '../sections.ts'
import type { Rows } from './rows.ts'
import type { StringPoolSections } from '../string-pool.ts'
import { wordDictionary } from './word-dictionary.ts'
import type { WordDictionary } from './word-dictionary.ts'

/** The address index as views over its sections; see `buildAddresses` for what they hold. */
export interface AddressSections {
  /** Entities below are streets; from here to `pointsFrom` places, then named points. */
  readonly streetCount: number
  readonly pointsFrom: number
  readonly entityLon: Int32Array
  readonly entityLat: Int32Array
  readonly entityLabel: Uint32Array
  readonly entityTown: Uint32Array
  readonly entityPostcode: Uint32Array
  /** 0 is a street, otherwise 1 + the place's kind, `pointKind` or `widePointKind`. */
  readonly entityKind: Uint8Array
  /** How far the town goes that is nearest by its size, metres; 0 where there is none. */
  readonly entityTownReach: Uint16Array
  /** Places that are drawn as areas. */
  readonly areaPlaces: ReadonlySet<number>
  /** Areas around each street and point, as entities. */
  readonly around: Rows
  readonly dictionary: WordDictionary
  readonly wordWeight: Float32Array
  readonly nameWords: Rows
  readonly postings: Rows
  readonly nameEntities: Rows
  readonly houseOffsets: Uint32Array
  readonly houseNumber: Uint32Array
  readonly houseLetter: Uint32Array
  readonly houseLabel: Uint32Array
  readonly houseStreet: Uint32Array
  readonly houseLon: Int32Array
  readonly houseLat: Int32Array
  readonly houseInterpolated: Uint8Array
  readonly houseTree: Flatbush | undefined
  readonly lineOffsets: Uint32Array
  readonly lineStreet: Uint32Array
  readonly streetLines: Uint32Array
  readonly linePoints: Int32Array
  readonly lineTree: Flatbush | undefined
  /** Hashes of the names of towns elsewhere, ascending. */
  readonly elsewhere: Uint32Array
  /** ISO codes of the countries that the region lies in, as far as they are known. */
  readonly countries: readonly string[]
  readonly pool: StringPoolSections
}

/** Views the sections of an address index without copying. */
export function readAddressSections(reader: SectionReader): AddressSections {
  return {
    streetCount: reader.uint32('entityStarts')[0] ?? 0,
    pointsFrom: reader.uint32('entityStarts')[1] ?? 0,
    entityLon: reader.int32('entityLon'),
    entityLat: reader.int32('entityLat'),
    entityLabel: reader.uint32('entityLabel'),
    entityTown: reader.uint32('entityTown'),
    entityPostcode: reader.uint32('entityPostcode'),
    entityKind: reader.uint8('entityKind'),
    entityTownReach: reader.uint16('entityTownReach'),
    areaPlaces: new Set(reader.uint32('areaPlaces')),
    around: { offsets: reader.uint32('aroundOffsets'), values: reader.uint32('aroundPlaces') },
    dictionary: wordDictionary(
      reader.uint16('wordUnits'),
      reader.uint32('wordOffsets'),
      reader.uint8('wordShared'),
    ),
    wordWeight: reader.float32('wordWeight'),
    nameWords: { offsets: reader.uint32('nameOffsets'), values: reader.uint32('nameWords') },
    postings: { offsets: reader.uint32('postingOffsets'), values: reader.uint32('postingNames') },
    nameEntities: { offsets: reader.uint32('nameEntityOffsets'), values: reader.uint32('nameEntities') },
    houseOffsets: reader.uint32('houseOffsets'),
    houseNumber: reader.uint32('houseNumber'),
    houseLetter: reader.uint32('houseLetter'),
    houseLabel: reader.uint32('houseLabel'),
    houseStreet: reader.uint32('houseStreet'),
    houseLon: reader.int32('houseLon'),
    houseLat: reader.int32('houseLat'),
    houseInterpolated: reader.uint8('houseInterpolated'),
    houseTree: readTree(reader.uint8('houseTree')),
    lineOffsets: reader.uint32('lineOffsets'),
    lineStreet: reader.uint32('lineStreet'),
    streetLines: reader.uint32('streetLines'),
    linePoints: reader.int32('linePoints'),
    lineTree: readTree(reader.uint8('lineTree')),
    elsewhere: reader.uint32('elsewhere'),
    countries: reader
      .text('countries')
      .split(' ')
      .filter((code) => code !== ''),
    pool: { bytes: reader.uint8('poolBytes'), offsets: reader.uint32('poolOffsets') },
  }
}

function readTree(bytes: Uint8Array): Flatbush | undefined {
  return bytes.length > 0 ? Flatbush.from(bytes.buffer, bytes.byteOffset) : undefined
}
