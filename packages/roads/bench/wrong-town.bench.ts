/**
 * How often the address search would send a delivery to a street of the right name in the wrong town. One JSON line a region; shares of
 * the queries of a kind whose first answer reaches `ACCEPT_CONFIDENCE`. Needs the shared extracts. `node packages/roads/bench/wrong-town.bench.ts`
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { ACCEPT_CONFIDENCE } from '../src/addresses/address-index.ts'
import type { AddressIndex } from '../src/addresses/address-index.ts'
import { buildAddresses } from '../src/addresses/build-addresses.ts'
import { collectHouses } from '../src/addresses/collect-houses.ts'
import { collectStreets } from '../src/addresses/collect-streets.ts'
import { nameKey } from '../src/addresses/name-key.ts'
import type { CollectedStreet } from '../src/addresses/collect-streets.ts'
import type { HouseTable } from '../src/addresses/house-table.ts'
import { metresBetween } from '../src/addresses/metres.ts'
import { openAddresses } from '../src/addresses/open-addresses.ts'
import { unitsPerDegree } from '../src/osm/osm-data.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { encodeSections, openSections } from '../src/sections.ts'

const shared = path.resolve(import.meta.dirname, '../../../../shared')
const samples = 400

interface Town {
  readonly name: string
  readonly lon: number
  readonly lat: number
  /** Nobody would say of a street further away that it is there. */
  readonly reachM: number
}

/** In 1e-7 degrees. */
interface Spot {
  readonly lon: number
  readonly lat: number
}

interface Query {
  readonly street: Spot
  readonly text: string
}

const town = (name: string, lon: number, lat: number, reachM: number): Town => ({ name, lon, lat, reachM })

/** Real towns of each extract, the one that its addresses are written with first. */
const regions: Readonly<Record<string, readonly Town[]>> = {
  porto: [
    town('Porto', -8.611, 41.1496, 9000),
    town('Vila Nova de Gaia', -8.6124, 41.124, 9000),
    town('Matosinhos', -8.6891, 41.1821, 6000),
    town('Maia', -8.6178, 41.2357, 6000),
    town('Gondomar', -8.5322, 41.1445, 6000),
    town('Valongo', -8.4984, 41.1884, 5000),
    town('Santo Tirso', -8.4753, 41.3425, 6000),
    town('Vila do Conde', -8.7454, 41.3519, 6000),
    town('Espinho', -8.6411, 41.0076, 5000),
    town('Póvoa de Varzim', -8.7609, 41.3834, 5000),
  ],
  'porto-alegre': [town('Porto Alegre', -51.2302, -30.0328, 10_000)],
  columbus: [town('Columbus', -82.9988, 39.9612, 7000)],
  andorra: [
    town('Andorra la Vella', 1.5211, 42.5078, 4000),
    town('Ordino', 1.5331, 42.5562, 4000),
    town('Encamp', 1.5801, 42.5345, 4000),
    town('Canillo', 1.5976, 42.5676, 4000),
    town('Sant Julià de Lòria', 1.4913, 42.4637, 4000),
    town('Escaldes-Engordany', 1.5387, 42.5101, 4000),
    town('La Massana', 1.5148, 42.545, 4000),
  ],
  monaco: [
    town('Monaco', 7.4167, 43.7333, 3000),
    town('Beausoleil', 7.4225, 43.7431, 2000),
    town("Cap-d'Ail", 7.4003, 43.7216, 2000),
    town('Roquebrune-Cap-Martin', 7.4627, 43.7611, 3000),
    town('La Turbie', 7.4013, 43.7455, 2000),
  ],
  liechtenstein: [
    town('Vaduz', 9.5215, 47.1415, 4000),
    town('Schaan', 9.5088, 47.165, 3500),
    town('Triesen', 9.5281, 47.1075, 3000),
    town('Balzers', 9.5015, 47.0672, 3500),
    town('Mauren', 9.5446, 47.2181, 3000),
    town('Eschen', 9.5225, 47.2111, 3000),
    town('Triesenberg', 9.5424, 47.1181, 3000),
    town('Ruggell', 9.5283, 47.2406, 3000),
    town('Gamprin', 9.5093, 47.2204, 2500),
    town('Schellenberg', 9.5468, 47.2316, 2500),
    town('Planken', 9.5443, 47.1849, 2500),
  ],
}

/**
 * Towns between those above that are no part of them, though people may call them by the larger one: a namesake that lies here is not in
 * the larger town.
 */
const between: Readonly<Record<string, readonly Town[]>> = {
  porto: [
    town('São Mamede de Infesta', -8.6098, 41.1917, 2500),
    town('Senhora da Hora', -8.6525, 41.1856, 2500),
    town('Leça da Palmeira', -8.701, 41.1925, 2500),
    town('Rio Tinto', -8.56, 41.1786, 3000),
    town('Pedrouços', -8.5867, 41.1886, 1500),
    town('Águas Santas', -8.5747, 41.2074, 2500),
    town('Milheirós', -8.5897, 41.2146, 1500),
    town('Ermesinde', -8.5523, 41.2172, 3000),
    town('Fânzeres', -8.529, 41.169, 2000),
    town('Avintes', -8.5505, 41.1075, 2500),
    town('Olival', -8.5417, 41.0717, 2500),
    town('Foz do Sousa', -8.5017, 41.0947, 2500),
    town('São Romão do Coronado', -8.5673, 41.2786, 2500),
    town('Trofa', -8.5596, 41.3374, 3000),
    town('Rebordões', -8.4217, 41.3531, 2000),
    town('Vila das Aves', -8.4086, 41.3697, 2500),
  ],
  columbus: [
    town('Bexley', -82.9377, 39.969, 2500),
    town('Whitehall', -82.8855, 39.9667, 2500),
    town('Grandview Heights', -83.0405, 39.9798, 1500),
    town('Marble Cliff', -83.061, 39.987, 800),
    town('Upper Arlington', -83.0624, 40.0145, 3500),
    town('Gahanna', -82.8793, 40.0192, 3500),
    town('Worthington', -83.018, 40.0931, 2500),
    town('Grove City', -83.093, 39.8814, 4000),
  ],
}

const faraway =
  'Lisboa,Braga,Coimbra,Setúbal,São Paulo,Curitiba,Madrid,Barcelona,Lleida,Toulouse,Nice,Lyon,Milano,Zürich,Innsbruck,München,Cleveland,Cincinnati,Dublin,Gondar'.split(
    ',',
  )

const random = seededRandom(7)
const known = Object.keys(regions).filter((name) => existsSync(path.join(shared, `osm/${name}.osm.pbf`)))
const streetsOf = new Map<string, readonly CollectedStreet[]>()
const housesByRegion = new Map<string, HouseTable>()
const indexOf = new Map<string, AddressIndex>()
for (const name of known) {
  const osm = await readOsm(path.join(shared, `osm/${name}.osm.pbf`))
  streetsOf.set(
    name,
    collectStreets(osm).filter((street) => street.name.length > 5),
  )
  housesByRegion.set(name, collectHouses(osm))
  indexOf.set(
    name,
    openAddresses(openSections('addresses', encodeSections('addresses', buildAddresses(osm)).buffer, name)),
  )
}
for (const name of known) report(name)

function report(region: string): void {
  const index = indexOf.get(region)
  const streets = streetsOf.get(region)
  const towns = regions[region]
  const [main] = towns ?? []
  if (!index || !streets || !towns || !main) return
  const groups = Map.groupBy(streets, (street) => nameKey(street.name))
  const unique = pick(streets.filter((street) => groups.get(nameKey(street.name))?.length === 1))
  const doubled = pick(
    streets.filter((street) => isFarFromNamesake(street, groups.get(nameKey(street.name)) ?? [])),
  )
  const accepts = (text: string): boolean => (index.search(text)[0]?.confidence ?? 0) >= ACCEPT_CONFIDENCE
  const isRight = (text: string, street: Spot): boolean => {
    const match = index.search(text)[0]
    if (!match || match.confidence < ACCEPT_CONFIDENCE) return false
    return (
      metresBetween(match.lon * unitsPerDegree, match.lat * unitsPerDegree, street.lon, street.lat) < 1500
    )
  }
  const allTowns = [...towns, ...(between[region] ?? [])]
  const inTown = unique.flatMap((street) => asked(street, '12', nearestOf(towns, street)))
  const doubledInTown = doubled.flatMap((street) => asked(street, '12', nearestOf(allTowns, street)))
  const doubledOutside = doubled.flatMap((street) => {
    const isBetween = between[region]?.some((town) => town === nearestOf(allTowns, street))
    return isBetween ? asked(street, '12', nearestOf(towns, street)) : []
  })
  const housesOfDoubled = pick(
    housesOf(region).flatMap(({ name, number, at }) => {
      const namesakes = groups.get(nameKey(name)) ?? []
      const away = namesakes.map(({ lon, lat }) => metresBetween(lon, lat, at.lon, at.lat))
      const isDoubled = namesakes.length > 1 && Math.max(...away) > 3000
      return isDoubled ? asked({ name, ...at }, number, nearestOf(allTowns, at)) : []
    }),
  )
  const otherTown = unique.flatMap((street) => {
    const others = towns.filter((other) => awayM(other, street) > 2.2 * other.reachM)
    const other = others[Math.floor(random() * others.length)]
    return other ? [`${street.name} 12, ${other.name}`] : []
  })
  const elsewhere = unique.map(
    (street) => `${street.name} 12, ${faraway[Math.floor(random() * faraway.length)] ?? ''}`,
  )
  const ofOthers = known
    .filter((other) => other !== region)
    .flatMap((other) =>
      pick(streetsOf.get(other) ?? []).map(
        (street) => `${street.name} 12, ${regions[other]?.[0]?.name ?? ''}`,
      ),
    )
  const postcodes = streets.filter((street) => street.postcode)
  const withPostcode = pick(postcodes).map((street) => ({
    street,
    text: `${street.name} 12, ${street.postcode ?? ''}`,
  }))
  const wrongPostcode = pick(postcodes).flatMap((street) => {
    const other = pick(postcodes).find(
      (candidate) => metresBetween(candidate.lon, candidate.lat, street.lon, street.lat) > 12_000,
    )
    return other && groups.get(nameKey(street.name))?.length === 1
      ? [`${street.name} 12, ${other.postcode ?? ''}`]
      : []
  })
  const rightAndWrong = (queries: readonly Query[]) => ({
    n: queries.length,
    acceptedRight: share(queries, ({ street, text }) => isRight(text, street)),
    acceptedWrong: share(queries, ({ street, text }) => accepts(text) && !isRight(text, street)),
  })
  console.log(
    JSON.stringify({
      bench: 'wrong town',
      region,
      ownTown: {
        n: inTown.length,
        acceptedRight: share(inTown, ({ street, text }) => isRight(text, street)),
      },
      sameNameInOwnTown: rightAndWrong(doubledInTown),
      sameNameInTownBeside: rightAndWrong(doubledOutside),
      houseOfSameName: rightAndWrong(housesOfDoubled),
      sameNameNoTown: {
        n: doubled.length,
        acceptedWrong: share(
          doubled,
          (street) => accepts(`${street.name} 12`) && !isRight(`${street.name} 12`, street),
        ),
      },
      otherTownOfRegion: { n: otherTown.length, accepted: share(otherTown, accepts) },
      townFarAway: { n: elsewhere.length, accepted: share(elsewhere, accepts) },
      addressOfOtherExtract: { n: ofOthers.length, accepted: share(ofOthers, accepts) },
      ownPostcode: {
        n: withPostcode.length,
        acceptedRight: share(withPostcode, ({ street, text }) => isRight(text, street)),
      },
      otherPostcode: { n: wrongPostcode.length, accepted: share(wrongPostcode, accepts) },
    }),
  )
}

function nearestOf(towns: readonly Town[], spot: Spot): Town | undefined {
  return towns
    .filter((candidate) => awayM(candidate, spot) < candidate.reachM)
    .toSorted((a, b) => awayM(a, spot) / a.reachM - awayM(b, spot) / b.reachM)[0]
}

function asked(street: Spot & { readonly name: string }, number: string, own: Town | undefined): Query[] {
  return own ? [{ street, text: `${street.name} ${number}, ${own.name}` }] : []
}

function housesOf(region: string) {
  const houses = housesByRegion.get(region)
  return Array.from({ length: houses?.length ?? 0 }, (_, house) => ({
    name: houses?.street(house) ?? '',
    number: houses?.label(house) ?? '',
    at: { lon: houses?.lon.at(house) ?? 0, lat: houses?.lat.at(house) ?? 0 },
  })).filter(({ number }) => /^\d+$/.test(number))
}

function awayM(place: Town, street: Spot): number {
  return metresBetween(place.lon * unitsPerDegree, place.lat * unitsPerDegree, street.lon, street.lat)
}

function isFarFromNamesake(street: CollectedStreet, namesakes: readonly CollectedStreet[]): boolean {
  return (
    namesakes.length > 1 &&
    namesakes.every(
      (other) => other === street || metresBetween(other.lon, other.lat, street.lon, street.lat) > 3000,
    )
  )
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number | null {
  return items.length === 0 ? null : Math.round((items.filter(holds).length / items.length) * 1000) / 1000
}

function pick<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, samples)
    .map(({ item }) => item)
}

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
