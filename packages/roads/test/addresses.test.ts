import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACCEPT_CONFIDENCE } from '../src/addresses/address-index.ts'
import type { AddressIndex } from '../src/addresses/address-index.ts'
import { collectHouses } from '../src/addresses/collect-houses.ts'
import { collectStreets } from '../src/addresses/collect-streets.ts'
import type { HouseTable } from '../src/addresses/house-table.ts'
import { nameKey } from '../src/addresses/name-key.ts'
import { unitsPerDegree } from '../src/osm/osm-data.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { anAddressIndex } from './an-address-index.ts'
import { sharedFile } from './shared-extract.ts'

/**
 * Several streets fit, kilometres apart, and nothing in the order tells them apart: it names no town, or one of which all of them are suburbs,
 * or two streets of that town have the name. A person chooses.
 */
const unclear = {
  porto: ['Avenida Dom João II 50', 'Rua Dom Manuel II 45', 'Rua São Martinho 99', 'Rua das mimosas 156'],
  andorra: ['Camí de la Grau 93'],
}

interface OrderRow {
  readonly text: string
  readonly lon: number | undefined
  readonly lat: number | undefined
}

function readOrders(file: string): OrderRow[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [, , address, city, country, lat, lon] = line.split(',')
    return {
      text: `${address}, ${city}, ${country}`,
      lon: lon ? Number(lon) : undefined,
      lat: lat ? Number(lat) : undefined,
    }
  })
}

function distancesM(index: AddressIndex, orders: readonly OrderRow[]): number[] {
  return orders.flatMap(({ text, lon, lat }) => {
    const match = index.search(text)[0]
    if (!match || lon === undefined || lat === undefined) return []
    const east = (match.lon - lon) * Math.cos((lat * Math.PI) / 180)
    return [Math.hypot(east, match.lat - lat) * 111_195]
  })
}

const porto = sharedFile('osm/porto.osm.pbf')
const portoSmall = sharedFile('orders/porto-200.csv')
const portoLarge = sharedFile('orders/porto-1000.csv')
const andorra = sharedFile('osm/andorra.osm.pbf')
const andorraOrders = sharedFile('orders/andorra-60.csv')

describe.skipIf(!porto || !portoSmall || !portoLarge)('the orders of Porto', async () => {
  const index = porto ? anAddressIndex(await readOsm(porto)) : undefined
  const orders = [portoSmall, portoLarge].flatMap((file) => (file ? readOrders(file) : []))

  it('are all found at street level or better, but for four that fit several streets', () => {
    const lost = orders.filter(({ text }) => {
      const match = index?.search(text)[0]
      return !match || match.level === 'place' || match.confidence < ACCEPT_CONFIDENCE
    })

    expect(orders).toHaveLength(1200)
    expect(lost.map(({ text }) => text.split(',')[0])).toEqual(unclear.porto)
  })

  it('that fit several streets come with all of them, the right one among them', () => {
    const found = index?.search('Avenida Dom João II 50, Porto, PT').slice(0, 2) ?? []

    expect(found.map(({ label }) => label)).toEqual(Array(2).fill('Avenida Dom João II, Porto'))
    expect(found.every(({ confidence }) => confidence < ACCEPT_CONFIDENCE)).toBe(true)
    expect(Math.min(...found.map(({ lat }) => Math.abs(lat - 41.1301)))).toBeLessThan(0.004)
  })

  it('are found near their coordinates', () => {
    const distances = index ? distancesM(index, orders).toSorted((a, b) => a - b) : []
    const near = distances.filter((distance) => distance < 1000)

    expect(distances.length).toBeGreaterThan(500)
    expect(distances[distances.length >> 1]).toBeLessThan(60)
    expect(near.length / distances.length).toBeGreaterThan(0.98)
  })

  it('do not lead to a street that does not exist', () => {
    expect(index?.search('Rua que não existe 1, Porto')[0]?.confidence ?? 0).toBeLessThan(ACCEPT_CONFIDENCE)
    expect(index?.search('Rua de Santa Catarina 112, Porto')[0]).toMatchObject({ level: 'street' })
  })
})

describe.skipIf(!andorra || !andorraOrders)('the orders of Andorra', async () => {
  const index = andorra ? anAddressIndex(await readOsm(andorra)) : undefined
  const orders = andorraOrders ? readOrders(andorraOrders) : []

  it('are all found at street level or better, but for one that fits two streets', () => {
    const lost = orders.filter(({ text }) => {
      const match = index?.search(text)[0]
      return !match || match.level === 'place' || match.confidence < ACCEPT_CONFIDENCE
    })

    expect(orders).toHaveLength(60)
    expect(lost.map(({ text }) => text.split(',')[0])).toEqual(unclear.andorra)
  })
})

describe.each(
  ['porto', 'andorra', 'liechtenstein'].flatMap((region) => {
    const file = sharedFile(`osm/${region}.osm.pbf`)
    return file === undefined ? [] : [{ region, file }]
  }),
)('any address of $region', async ({ file }) => {
  const osm = await readOsm(file)
  const index = anAddressIndex(osm)
  const houses = collectHouses(osm)
  const streets = collectStreets(osm).filter(({ name }) => name.length >= 8 && /^[\p{L} .'-]+$/u.test(name))
  const aStreet = fc.nat({ max: streets.length - 1 }).map((at) => streets[at]!.name)
  const anError = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('left out', 'doubled', 'swapped', 'mistaken'),
    letter: fc.constantFrom('a', 'e', 'i', 'o', 'l', 'n', 'r', 's', 't'),
  })
  const aHouse = fc
    .nat({ max: houses.length - 1 })
    .filter((house) => nameKey(houses.street(house)) !== '')
    .map((house) => ({
      street: houses.street(house),
      houseNumber: houses.label(house).split(/[,;]/)[0] ?? '',
      city: houses.town(house),
      lon: houses.lon.at(house) / unitsPerDegree,
      lat: houses.lat.at(house) / unitsPerDegree,
    }))

  it('is among the first found with a typing error in its street', () => {
    fc.assert(
      fc.property(aStreet, anError, (name, error) => {
        const found = index.search(misspelt(name, error), { limit: 10 })
        expect(found.map(({ label }) => nameKey(label.split(',')[0] ?? ''))).toContain(nameKey(name))
      }),
      { seed: 8, numRuns: 300 },
    )
  })

  it('is the same in fields as in a line', () => {
    fc.assert(
      fc.property(aHouse, ({ street, houseNumber, city }) => {
        const line = [`${street} ${houseNumber}`, city].filter((part) => part !== undefined).join(', ')
        expect(index.search({ street, houseNumber, city })[0]).toEqual(index.search(line)[0])
      }),
      { seed: 8, numRuns: 200 },
    )
  })

  it('is what its own coordinate is called', () => {
    fc.assert(
      fc.property(aHouse, ({ lon, lat }) => {
        const found = index.reverse(lon, lat)
        // The street may be tagged by an older name than the one that it is shown by; its number stands.
        const numbers = numbersAt(houses, lon, lat)
        expect(numbers.some((number) => found?.label.split(', ')[0]?.endsWith(` ${number}`))).toBe(true)
        expect(found).toMatchObject({ level: 'house', lon, lat, confidence: 1 })
      }),
      { seed: 8, numRuns: 200 },
    )
  })
})

interface TypingError {
  readonly at: number
  readonly kind: 'left out' | 'doubled' | 'swapped' | 'mistaken'
  readonly letter: string
}

/** One typing error after the second letter, in a word of more than three letters: shorter ones turn into other words. */
function misspelt(name: string, { at, kind, letter }: TypingError): string {
  const places = [...name.matchAll(/\p{L}{5,}/gu)].flatMap(({ index, 0: word }) =>
    Array.from({ length: word.length - 3 }, (_, offset) => index + 2 + offset),
  )
  const place = places[at % places.length]
  if (place === undefined) return name
  const [before, here, next, after] = [
    name.slice(0, place),
    name[place] ?? '',
    name[place + 1] ?? '',
    name.slice(place + 2),
  ]
  switch (kind) {
    case 'left out':
      return before + next + after
    case 'doubled':
      return before + here + here + next + after
    case 'swapped':
      return before + next + here + after
    case 'mistaken':
      return before + letter + next + after
  }
}

/** The numbers of the houses at a point. */
function numbersAt(houses: HouseTable, lon: number, lat: number): string[] {
  const numbers: string[] = []
  for (let house = 0; house < houses.length; house++) {
    if (houses.lon.at(house) !== Math.round(lon * unitsPerDegree)) continue
    if (houses.lat.at(house) !== Math.round(lat * unitsPerDegree)) continue
    numbers.push(houses.label(house))
  }
  return numbers
}
