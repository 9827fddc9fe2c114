import { describe, expect, it } from 'vitest'
import { aMap } from '../../test/a-map.ts'
import type { LonLat } from '../../test/a-map.ts'
import { anAddressIndex } from '../../test/an-address-index.ts'
import type { OsmData } from '../osm/osm-data.ts'
import { ACCEPT_CONFIDENCE } from './address-index.ts'
import { noGazetteer } from './gazetteer.ts'
import type { Gazetteer } from './gazetteer.ts'

const mapIndex = (map: OsmData) => anAddressIndex(map, noGazetteer)

const street = (name: string, from: LonLat, to: LonLat, tags: Record<string, string> = {}) => ({
  path: [from, to],
  tags: { highway: 'residential', name, ...tags },
})
const house = (at: LonLat, number: string, name: string) => ({
  at,
  tags: { 'addr:housenumber': number, 'addr:street': name },
})

// Two towns 20 km apart; both have a Rua da Igreja.
const towns = aMap({
  nodes: [
    { at: [-8.6, 41.15], tags: { place: 'town', name: 'Porto' } },
    { at: [-8.36, 41.15], tags: { place: 'town', name: 'Penafiel' } },
    house([-8.6001, 41.1501], '10', 'Rua de Santa Catarina'),
    house([-8.6001, 41.1521], '20', 'Rua de Santa Catarina'),
    house([-8.5999, 41.1503], '11', 'Rua de Santa Catarina'),
    house([-8.5999, 41.1511], '15B', 'Rua de Santa Catarina'),
  ],
  ways: [
    street('Rua de Santa Catarina', [-8.6, 41.15], [-8.6, 41.153]),
    street('Rua de Santa Catarina', [-8.6, 41.153], [-8.6, 41.156]),
    street('Travessa de Silva Porto', [-8.61, 41.15], [-8.61, 41.151]),
    street('Rua do Alferes Malheiro', [-8.605, 41.15], [-8.604, 41.15]),
    street('Rua 5 de Outubro', [-8.62, 41.15], [-8.62, 41.151]),
    street('Avenida da Boavista', [-8.63, 41.15], [-8.64, 41.15]),
    street('Rua 12', [-8.65, 41.15], [-8.65, 41.151]),
    street('Rua da Igreja', [-8.601, 41.14], [-8.601, 41.141]),
    street('Rua da Igreja', [-8.361, 41.15], [-8.361, 41.151]),
    street('Praça da República', [-8.602, 41.155], [-8.602, 41.1555]),
    street('Rua do Amial (Antiga EN 14)', [-8.603, 41.17], [-8.603, 41.171]),
  ],
})
const index = mapIndex(towns)
const best = (text: string) => index.search(text)[0]

describe('address search', () => {
  it.each([
    ['Rua de Santa Catarina, Porto', 'Rua de Santa Catarina, Porto'],
    ['rua santa catarina porto', 'Rua de Santa Catarina, Porto'],
    ['R. de Santa Catarina, 4000-447 Porto, Portugal', 'Rua de Santa Catarina, Porto'],
    ['Porto, Rua de Santa Catarina', 'Rua de Santa Catarina, Porto'],
    ['Rua de Snata Catarina, Porto', 'Rua de Santa Catarina, Porto'],
    ['SANTA CATARINA, PORTO', 'Rua de Santa Catarina, Porto'],
    ['Trav. Silva Porto 11', 'Travessa de Silva Porto, Porto'],
    ['Av. Boavista 300, Porto, PT', 'Avenida da Boavista, Porto'],
    ['Pç. da Republica 3', 'Praça da República, Porto'],
    ['Rua do Alferes Malhiero 26', 'Rua do Alferes Malheiro, Porto'],
    ['Aveinda da Boavista 300', 'Avenida da Boavista, Porto'],
    ['Ruade Santa Catarina 5, Porto', 'Rua de Santa Catarina, Porto'],
    ['Rua Alfer es Malheiro', 'Rua do Alferes Malheiro, Porto'],
    ['Rua od Alferes Malheiro', 'Rua do Alferes Malheiro, Porto'],
    ['Rua 12 5', 'Rua 12, Porto'],
    ['Rua 5 de Outubro 12', 'Rua 5 de Outubro, Porto'],
    ['Rua do Amial (Antiga EN 14) 118, Porto', 'Rua do Amial (Antiga EN 14), Porto'],
    ['Rua do Amial 118, Porto', 'Rua do Amial (Antiga EN 14), Porto'],
    ['Armazém Central, Rua da Igreja 4, Penafiel', 'Rua da Igreja, Penafiel'],
  ])('finds %j with confidence', (text, label) => {
    const match = best(text)

    expect(match?.label).toBe(label)
    expect(match?.level).toBe('street')
    expect(match?.confidence).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
  })

  it.each([
    'Rua que não existe 1, Porto',
    'Rua das Flores 3, Porto',
    'Rua de Silva Porto 11, Porto',
    'Rua 12 de Outubro 5',
    'Rua do Sol 12',
    'Rua de Santa Catarina 10, Penafiel',
    'Nowhere Street 1',
    'Rua',
    '12',
  ])('accepts nothing for %j', (text) => {
    expect(best(text)?.confidence ?? 0).toBeLessThan(ACCEPT_CONFIDENCE)
  })

  it.each(['', ' , ,', '!!!', '\u0000', '%', '🙂', '((((', '-8.61,'])('finds nothing in %j', (text) => {
    expect(index.search(text)).toEqual([])
  })

  it('chooses among streets of one name by the town', () => {
    expect(best('Rua da Igreja 3, Porto')?.lon).toBeCloseTo(-8.601, 3)
    expect(best('Rua da Igreja 3, Penafiel')?.lon).toBeCloseTo(-8.361, 3)
  })

  it('is less sure of one of two streets when no town is named', () => {
    expect(best('Rua da Igreja')?.confidence).toBeLessThan(best('Rua da Igreja, Porto')?.confidence ?? 0)
  })

  it('prefers the nearer of two equal streets', () => {
    const near = index.search('Rua da Igreja', { near: { lon: -8.37, lat: 41.15 } })[0]

    expect(near?.label).toBe('Rua da Igreja, Penafiel')
  })

  it('finds a surveyed house', () => {
    expect(best('Rua de Santa Catarina 10, Porto')).toEqual({
      lon: -8.6001,
      lat: 41.1501,
      label: 'Rua de Santa Catarina 10, Porto',
      level: 'house',
      confidence: 1,
    })
  })

  it.each([
    '15 B Rua de Santa Catarina',
    'Rua de Santa Catarina, 15b, Porto',
    'Rua Santa Catarina nº 15B 2º Esq',
  ])('reads the house number of %j', (text) => {
    expect(best(text)).toMatchObject({ level: 'house', lat: 41.1511 })
  })

  it('places a number between the known ones of its side, on the street', () => {
    const match = best('Rua de Santa Catarina 15, Porto')
    const between = best('Rua de Santa Catarina 14, Porto')

    expect(match).toMatchObject({ level: 'interpolated', lat: 41.1511 })
    expect(between?.level).toBe('interpolated')
    expect(between?.lat).toBeCloseTo(41.1509, 5)
    expect(between?.lon).toBeCloseTo(-8.6, 6)
  })

  it('answers with the street for a number beyond the known ones', () => {
    expect(best('Rua de Santa Catarina 212, Porto')).toMatchObject({
      level: 'street',
      lon: -8.6,
      lat: 41.153,
    })
  })

  it('finds places', () => {
    expect(best('Penafiel')).toMatchObject({ level: 'place', lon: -8.36, confidence: 1 })
  })

  it('completes the word being typed', () => {
    const labels = (text: string) =>
      index.search(text, { limit: 8, prefix: true }).map((match) => match.label)

    expect(labels('rua de santa cat')[0]).toBe('Rua de Santa Catarina, Porto')
    expect(labels('Rua da Igreja, Pena')[0]).toBe('Rua da Igreja, Penafiel')
    expect(labels('pena')[0]).toBe('Penafiel')
    expect(labels('alf')).toContain('Rua do Alferes Malheiro, Porto')
  })

  it('gives at most as many as asked', () => {
    expect(index.search('Rua da Igreja', { limit: 1 })).toHaveLength(1)
    expect(index.search('Rua da Igreja', { limit: 0 })).toHaveLength(0)
  })

  it('answers any text within a bounded time and without throwing', () => {
    const long = 'rua de santa '.repeat(5000)

    expect(() => index.search(long)).not.toThrow()
  })
})

describe('an extract without places', () => {
  const demo = mapIndex(
    aMap({
      ways: [
        street('Storgatan', [11.97, 57.7], [11.98, 57.7]),
        street('Södra Vägen', [11.9, 57.7], [11.9, 57.71]),
      ],
    }),
  )

  it.each([
    'Storgatan 5, 411 04 Göteborg',
    'Storg. 5, Göteborg, Sverige',
    'Stor gatan 5',
    'S. Vägen 2, Göteborg, SE',
  ])('finds %j though it does not know the town', (text) => {
    expect(demo.search(text)[0]?.confidence ?? 0).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
  })
})

describe('an address of another city', () => {
  const elsewhere = mapIndex(
    aMap({
      ways: [
        street('Rua de Vila Nova', [-8.39, 41.18], [-8.39, 41.181]),
        street('Rua de Santa Catarina', [-8.6, 41.15], [-8.6, 41.153]),
      ],
    }),
  )

  it.each([
    'Carrer Dr Vilanova 130, Andorra',
    'Carrer Dr Vilanova 130',
    'Carrer de Santa Caterina 83, Andorra',
  ])('is not taken: %j', (text) => {
    expect(elsewhere.search(text)[0]?.confidence ?? 0).toBeLessThan(ACCEPT_CONFIDENCE)
  })

  it('leaves a full street name accepted though the town is unknown', () => {
    const match = elsewhere.search('Rua de Santa Catarina 83, Porto, PT')[0]

    expect(match?.label).toBe('Rua de Santa Catarina')
    expect(match?.confidence).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
  })
})

describe('reverse search', () => {
  it('names the house at a point', () => {
    expect(index.reverse(-8.60012, 41.15012)).toMatchObject({
      label: 'Rua de Santa Catarina 10, Porto',
      level: 'house',
    })
  })

  it('names the street beside a point, and the point on it', () => {
    const match = index.reverse(-8.6005, 41.1555)

    expect(match).toMatchObject({ label: 'Rua de Santa Catarina, Porto', level: 'street', lat: 41.1555 })
    expect(match?.lon).toBeCloseTo(-8.6, 6)
  })

  it('names the place where there is no street', () => {
    expect(index.reverse(-8.6, 41.12)).toMatchObject({ label: 'Porto', level: 'place' })
  })

  it('knows nothing far away or nowhere', () => {
    expect(index.reverse(2.35, 48.85)).toBeUndefined()
    expect(index.reverse(Number.NaN, 41)).toBeUndefined()
  })
})

describe('an extract with nothing to find', () => {
  it('has no answers', () => {
    const empty = mapIndex(
      aMap({
        ways: [
          {
            path: [
              [1, 1],
              [2, 2],
            ],
          },
        ],
      }),
    )

    expect(empty.search('Rua de Santa Catarina')).toEqual([])
    expect(empty.reverse(1, 1)).toBeUndefined()
  })
})

describe('interpolation ways', () => {
  const between = (kind: string, from: string, to: string) =>
    mapIndex(
      aMap({
        nodes: [house([10, 50], from, 'Hauptstraße'), house([10.01, 50], to, 'Hauptstraße')],
        ways: [
          street('Hauptstraße', [10, 50.001], [10.01, 50.001]),
          {
            path: [
              [10, 50],
              [10.01, 50],
            ],
            tags: { 'addr:interpolation': kind },
          },
        ],
      }),
    )

  it('hold the numbers between their ends', () => {
    const interpolated = between('even', '2', '12')

    expect(interpolated.search('Hauptstr. 4')[0]).toMatchObject({
      level: 'interpolated',
      lon: 10.002,
      lat: 50,
    })
    expect(interpolated.search('Hauptstrasse 2')[0]).toMatchObject({ level: 'house', lon: 10 })
  })

  it.each([
    ['even', '2', '12', '6', 10.004],
    ['even', '12', '2', '6', 10.006],
    ['odd', '2', '12', '3', 10.001],
    ['all', '2', '12', '7', 10.005],
    ['4', '2', '12', '6', 10.004],
    ['alphabetic', '7A', '7F', '7C', 10.004],
  ])('of kind %s from %s to %s hold %s', (kind, from, to, number, lon) => {
    const match = between(kind, from, to).search(`Hauptstraße ${number}`)[0]

    expect(match).toMatchObject({ level: 'interpolated', lon, lat: 50 })
    expect(match?.label).toContain(number)
  })
})

describe('named points', () => {
  const index = mapIndex(
    aMap({
      nodes: [
        { at: [-8.6, 41.15], tags: { place: 'town', name: 'Porto' } },
        { at: [-8.6052, 41.1462], tags: { amenity: 'cafe', name: 'Café Majestic' } },
        { at: [-8.6302, 41.1502], tags: { tourism: 'hotel', name: 'Hotel Infante', 'addr:city': 'Maia' } },
        { at: [-8.62, 41.151], tags: { highway: 'bus_stop', name: 'Rua das Flores' } },
        { at: [-8.6201, 41.1511], tags: { highway: 'bus_stop', name: 'Bolhão' } },
        { at: [-8.6202, 41.1511], tags: { highway: 'bus_stop', name: 'Bolhão' } },
        { at: [-8.61, 41.155], tags: { tourism: 'information', name: 'Miradouro Trail' } },
        { at: [-8.615, 41.155], tags: { shop: 'yes', name: 'Porto' } },
      ],
      ways: [
        street('Rua de Santa Catarina', [-8.605, 41.146], [-8.605, 41.147]),
        street('Rua das Flores', [-8.62, 41.15], [-8.62, 41.152]),
        {
          path: [
            [-8.7, 41.1],
            [-8.69, 41.1],
            [-8.69, 41.11],
            [-8.7, 41.1],
          ],
          tags: { leisure: 'park', name: 'Parque da Cidade' },
        },
      ],
    }),
  )

  it.each([
    ['Café Majestic', 'Café Majestic, Porto'],
    ['cafe majestic, porto', 'Café Majestic, Porto'],
    ['Café Majetsic', 'Café Majestic, Porto'],
    ['Hotel Infante, Maia', 'Hotel Infante, Maia'],
    ['Bolhão, Porto', 'Bolhão, Porto'],
  ])('are as exact as a house: %j', (text, label) => {
    const match = index.search(text)[0]

    expect(match).toMatchObject({ label, level: 'house' })
    expect(match?.confidence).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
  })

  it('that are large are places, for they have no one door', () => {
    expect(index.search('Parque da Cidade')[0]).toMatchObject({ level: 'place', lon: -8.695 })
  })

  it('stand behind streets and towns of the same name', () => {
    expect(index.search('Rua das Flores')[0]?.level).toBe('street')
    expect(index.search('Porto')[0]?.level).toBe('place')
    expect(index.search('Bolhão')).toHaveLength(1)
  })

  it('that are named with their street are the place meant', () => {
    const match = index.search('Café Majestic, Rua de Santa Catarina 112, Porto')[0]

    expect(match).toMatchObject({ label: 'Café Majestic, Porto', level: 'house', lat: 41.1462 })
  })

  it('elsewhere do not draw an address away from its street', () => {
    const match = index.search('Hotel Infante, Rua de Santa Catarina 112, Porto')[0]

    expect(match).toMatchObject({ label: 'Rua de Santa Catarina, Porto', level: 'street' })
  })

  it.each(['Rua Majestic 5', 'Rua do Infante 3, Porto', 'Miradouro Trail', 'Bolhão 12'])(
    'do not stand for what they are not: %j',
    (text) => {
      expect(index.search(text)[0]?.confidence ?? 0).toBeLessThan(ACCEPT_CONFIDENCE)
    },
  )
})

describe('an address in fields', () => {
  it.each([
    [
      'Rua de Santa Catarina 10, Porto',
      { street: 'Rua de Santa Catarina', houseNumber: '10', city: 'Porto' },
    ],
    [
      'Rua da Igreja 3, 4560-123 Penafiel',
      { street: 'Rua da Igreja 3', postcode: '4560-123', city: 'Penafiel' },
    ],
    [
      'Av. Boavista 300, Porto, Portugal',
      { street: 'Av. Boavista', houseNumber: '300', city: 'Porto, Portugal' },
    ],
    ['Penafiel', { city: 'Penafiel' }],
  ])('is found as %j is', (text, fields) => {
    expect(index.search(fields)[0]).toEqual(index.search(text)[0])
    expect(index.search(fields)[0]?.confidence).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
  })

  it('does not take a name for a street or a town for one', () => {
    const match = index.search({ name: 'Praça da República', street: 'Rua da Igreja', city: 'Penafiel' })[0]

    expect(match).toMatchObject({ label: 'Rua da Igreja, Penafiel' })
    expect(match?.confidence).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
    expect(index.search({ name: 'Rua da Igreja' })).toEqual([])
  })

  it('that is empty finds nothing', () => {
    expect(index.search({})).toEqual([])
    expect(index.search({ street: ' ', city: '' })).toEqual([])
  })
})

describe('a street of another town', () => {
  const gazetteer: Gazetteer = {
    inside: [
      { names: ['Porto'], kind: 'city', population: 237_591, lon: -8.611, lat: 41.1496 },
      { names: ['Espinho'], kind: 'town', population: 31_786, lon: -8.6411, lat: 41.0076 },
    ],
    elsewhere: ['braga', 'porto alegre'],
    countries: ['PT'],
  }
  const code = (value: string) => ({ postal_code: value })
  // Extracts made for routing hold no towns.
  const roads = anAddressIndex(
    aMap({
      ways: [
        street('Rua de Cima', [-8.61, 41.15], [-8.61, 41.151], code('4000-101')),
        street('Rua da Igreja', [-8.62, 41.16], [-8.62, 41.161], code('4000-102')),
        street('Rua da Igreja', [-8.64, 41.01], [-8.64, 41.011], code('4500-101')),
        street('Rua do Lado', [-8.66, 41.2], [-8.66, 41.201]),
        ...Array.from({ length: 20 }, (_, at) =>
          street(
            `Rua ${at}`,
            [-8.6 - at / 1000, 41.14],
            [-8.6 - at / 1000, 41.141],
            code(`4000-${200 + at}`),
          ),
        ),
      ],
    }),
    gazetteer,
  )
  const accepted = (text: string) => {
    const match = roads.search(text)[0]
    return match && match.confidence >= ACCEPT_CONFIDENCE ? match : undefined
  }

  it.each([
    'Rua de Cima 5, Braga',
    'Rua de Cima 5, Porto Alegre',
    'Rua de Cima 5, Espinho',
    'Rua de Cima 5, 4500-101',
    'Rua de Cima 5, 1100-148 Lisboa',
    'Rua de Cima 5, Andorra',
    'Rua da Igreja 3',
  ])('is not taken: %j', (text) => {
    expect(accepted(text)).toBeUndefined()
  })

  it.each([
    ['Rua de Cima 5, Porto', 'Rua de Cima, Porto'],
    ['Rua de Cima 5, 4000-999 Porto, Portugal', 'Rua de Cima, Porto'],
    ['Rua do Lado 1, Porto', 'Rua do Lado, Porto'],
    ['Rua de Cima 5', 'Rua de Cima, Porto'],
    ['Rua de Cima 5, 4000-999', 'Rua de Cima, Porto'],
    ['Rua da Igreja 3, Espinho', 'Rua da Igreja, Espinho'],
    ['Rua da Igreja 3, 4500-101', 'Rua da Igreja, Espinho'],
    ['Rua da Igreja 3, Porto', 'Rua da Igreja, Porto'],
  ])('does not stand in the way of %j', (text, label) => {
    expect(accepted(text)?.label).toBe(label)
  })
})

describe('several streets of one name in the named town', () => {
  // 4 km apart, both in Porto: a long one, a short one.
  const namesakes = (houses: readonly { readonly at: LonLat; readonly number: string }[] = []) =>
    mapIndex(
      aMap({
        nodes: [
          { at: [-8.61, 41.15], tags: { place: 'city', name: 'Porto' } },
          ...houses.map(({ at, number }) => house(at, number, 'Rua da Igreja')),
        ],
        ways: [
          street('Rua da Igreja', [-8.61, 41.13], [-8.61, 41.139], { postal_code: '4100-101' }),
          street('Rua da Igreja', [-8.61, 41.17], [-8.61, 41.171], { postal_code: '4200-102' }),
        ],
      }),
    )
  const text = 'Rua da Igreja 12, Porto'

  it('are all offered and none is taken', () => {
    const found = namesakes().search(text)

    expect(found.slice(0, 2).map(({ label }) => label)).toEqual(Array(2).fill('Rua da Igreja, Porto'))
    expect(found[0]?.confidence).toBeLessThan(ACCEPT_CONFIDENCE)
  })

  it('are put in order by where the search is made from, which makes none of them sure', () => {
    const [first] = namesakes().search(text, { near: { lon: -8.61, lat: 41.17 } })

    expect(first?.lat).toBeCloseTo(41.1705, 3)
    expect(first?.confidence).toBeLessThan(ACCEPT_CONFIDENCE)
  })

  it('are told apart by the postcode', () => {
    const [first] = namesakes().search('Rua da Igreja 12, 4200-102 Porto')

    expect(first?.lat).toBeCloseTo(41.1705, 3)
    expect(first?.confidence).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
  })

  it('are told apart by a number that the shorter one is too short for', () => {
    const [first] = namesakes().search('Rua da Igreja 700, Porto')

    expect(first?.lat).toBeCloseTo(41.1345, 3)
    expect(first?.confidence).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
  })

  it('are told apart by a high number that one of them is known to have, not by one that every street has', () => {
    const surveyed = namesakes([
      { at: [-8.61, 41.1703], number: '12' },
      { at: [-8.61, 41.1706], number: '150' },
    ])

    expect(surveyed.search('Rua da Igreja 150, Porto')[0]).toMatchObject({ level: 'house', lat: 41.1706 })
    expect(surveyed.search('Rua da Igreja 150, Porto')[0]?.confidence).toBeGreaterThanOrEqual(
      ACCEPT_CONFIDENCE,
    )
    expect(surveyed.search(text)[0]).toMatchObject({ level: 'house', lat: 41.1703 })
    expect(surveyed.search(text)[0]?.confidence).toBeLessThan(ACCEPT_CONFIDENCE)
  })

  it('are one street where they nearly meet', () => {
    const cut = mapIndex(
      aMap({
        nodes: [{ at: [-8.61, 41.15], tags: { place: 'city', name: 'Porto' } }],
        ways: [
          street('Rua da Igreja', [-8.61, 41.11], [-8.61, 41.149]),
          street('Rua da Igreja', [-8.61, 41.151], [-8.61, 41.19]),
        ],
      }),
    )

    expect(cut.search(text)).toHaveLength(2)
    expect(cut.search(text)[0]?.confidence).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
  })
})
