import { describe, expect, it } from 'vitest'
import { aMap } from '../../test/a-map.ts'
import type { LonLat } from '../../test/a-map.ts'
import { anAddressIndex } from '../../test/an-address-index.ts'
import type { OsmData } from '../osm/osm-data.ts'
import { ACCEPT_CONFIDENCE } from './address-index.ts'
import { noGazetteer } from './gazetteer.ts'

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
  it('hold the numbers between their ends', () => {
    const interpolated = mapIndex(
      aMap({
        nodes: [house([10, 50], '2', 'Hauptstraße'), house([10.01, 50], '12', 'Hauptstraße')],
        ways: [
          street('Hauptstraße', [10, 50.001], [10.01, 50.001]),
          {
            path: [
              [10, 50],
              [10.01, 50],
            ],
            tags: { 'addr:interpolation': 'even' },
          },
        ],
      }),
    )

    expect(interpolated.search('Hauptstr. 4')[0]).toMatchObject({
      level: 'interpolated',
      lon: 10.002,
      lat: 50,
    })
    expect(interpolated.search('Hauptstrasse 2')[0]).toMatchObject({ level: 'house', lon: 10 })
  })
})
