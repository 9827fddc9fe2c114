import { ACCEPT_CONFIDENCE } from '@cartage/roads'
import { describe, expect, it } from 'vitest'
import { createGeocoder, type Geocoder, type GeocoderSettings } from '../src/geocoding/geocoder.ts'
import { aGeocoderService } from './a-geocoder-service.ts'
import {
  nominatimElsewhere,
  nominatimHouse,
  nominatimStreet,
  peliasHouse,
  photonHouse,
} from './geocoder-answers.ts'

/** How long it was told to wait, instead of waiting. */
function aPatientGeocoder(settings: GeocoderSettings): { geocoder: Geocoder; waits: number[] } {
  const waits: number[] = []
  const geocoder = createGeocoder(settings, {
    timeoutMs: 300,
    wait: async (ms) => waits.push(ms),
  })
  return { geocoder, waits }
}

const fast = { requestsPerSecond: 1000 }
const found = {
  lon: -8.609_320_7,
  lat: 41.150_210_1,
  label: 'Rua do Exemplo 12, Porto',
  level: 'house',
}
const address = { street: 'Rua do Exemplo', houseNumber: '12', postcode: '4000-101', city: 'Porto' }

const services = [
  { kind: 'nominatim', answer: [nominatimHouse], one: nominatimHouse, nothing: [] },
  {
    kind: 'photon',
    answer: photonHouse,
    one: photonHouse,
    nothing: { type: 'FeatureCollection', features: [] },
  },
  {
    kind: 'pelias',
    answer: peliasHouse,
    one: peliasHouse,
    nothing: { ...peliasHouse, features: [] },
  },
] as const

describe.each(services)('a $kind service', ({ kind, answer, one, nothing }) => {
  it('finds a typed address, and the same one in fields', async () => {
    const service = await aGeocoderService({ body: answer })
    const { geocoder } = aPatientGeocoder({ kind, url: service.url, ...fast })

    const typed = await geocoder.search('Rua do Exemplo 12, 4000-101 Porto')
    const inFields = await geocoder.search(address)

    expect(typed).toEqual([expect.objectContaining(found)])
    expect(inFields).toEqual(typed)
    expect(typed[0]?.confidence).toBeGreaterThan(0.95)
  })

  it('names the address at a point', async () => {
    const service = await aGeocoderService({ body: one })
    const { geocoder } = aPatientGeocoder({ kind, url: service.url, ...fast })

    const match = await geocoder.reverse(-8.6093, 41.1502)

    expect(match).toMatchObject(found)
    expect(service.requests[0]?.path).toMatch(/^\/geo\/(v1\/)?reverse$/)
  })

  it('knows nothing', async () => {
    const service = await aGeocoderService({ body: nothing })
    const { geocoder } = aPatientGeocoder({ kind, url: service.url, ...fast })

    expect(await geocoder.search('Rua que não existe')).toEqual([])
    expect(await geocoder.reverse(0, 0)).toBeUndefined()
  })

  it.each([
    ['something that is no JSON', '<html>Welcome</html>'],
    ['JSON of another shape', { results: [{ lat: 'NaN', lon: null }] }],
    // Nominatim writes them as texts.
    ['coordinates that are none', JSON.stringify(answer).replaceAll(/"?-8\.609\d*"?/g, '"west"')],
  ])('is said to fail when it answers with %s', async (_, body) => {
    const service = await aGeocoderService({ body })
    const { geocoder } = aPatientGeocoder({ kind, url: service.url, ...fast })

    await expect(geocoder.search('Rua do Exemplo 12')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'GEOCODER_ANSWER',
    })
  })

  it('only gives what lies in the region', async () => {
    const service = await aGeocoderService({ body: answer })
    const { geocoder } = aPatientGeocoder({ kind, url: service.url, ...fast })
    const within = { west: 1, east: 2, south: 42, north: 43 }

    expect(await geocoder.search('Rua do Exemplo 12, Porto', { within })).toEqual([])
    expect(String(service.requests[0]?.query)).toMatch(/42/)
  })
})

describe('what is asked', () => {
  it('of Nominatim has its parameters and says who asks', async () => {
    const service = await aGeocoderService({ body: [nominatimHouse] })
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: service.url, ...fast })

    await geocoder.search(address, { within: { west: -9, east: -8, south: 41, north: 42 }, limit: 3 })

    const [request] = service.requests
    expect(request?.path).toBe('/geo/search')
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      street: '12 Rua do Exemplo',
      city: 'Porto',
      postalcode: '4000-101',
      format: 'jsonv2',
      addressdetails: '1',
      limit: '3',
      viewbox: '-9,42,-8,41',
      bounded: '1',
    })
    expect(request?.userAgent).toMatch(/^Cartage/)
  })

  it('of Photon is one line, biased to where it is looked for', async () => {
    const service = await aGeocoderService({ body: photonHouse })
    const { geocoder } = aPatientGeocoder({ kind: 'photon', url: service.url, ...fast })

    await geocoder.search(address, { near: { lon: -8.6, lat: 41.1 } })

    expect(service.requests[0]?.path).toBe('/geo/api')
    expect(Object.fromEntries(service.requests[0]?.query ?? [])).toEqual({
      q: 'Rua do Exemplo 12, 4000-101 Porto',
      limit: '5',
      lat: '41.1',
      lon: '-8.6',
    })
  })

  it('of Pelias in fields goes to its structured search, with the key', async () => {
    const service = await aGeocoderService({ body: peliasHouse })
    const { geocoder } = aPatientGeocoder({ kind: 'pelias', url: `${service.url}/`, key: 'k-1', ...fast })

    await geocoder.search(address)

    expect(service.requests[0]?.path).toBe('/geo/v1/search/structured')
    expect(Object.fromEntries(service.requests[0]?.query ?? [])).toMatchObject({
      address: '12 Rua do Exemplo',
      locality: 'Porto',
      api_key: 'k-1',
    })
  })
})

describe('how sure an answer is', () => {
  const confidenceOf = async (text: string, body: unknown) => {
    const service = await aGeocoderService({ body })
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: service.url, ...fast })
    return (await geocoder.search(text))[0]
  }

  it('is not sure of a street of the same name in another town', async () => {
    const match = await confidenceOf('Rua do Exemplo 12, Porto', [nominatimElsewhere])

    expect(match?.confidence).toBeLessThan(ACCEPT_CONFIDENCE)
  })

  it('puts the right town first whatever the service puts first', async () => {
    const match = await confidenceOf('Rua do Exemplo 12, Porto', [nominatimElsewhere, nominatimStreet])

    expect(match).toMatchObject({ label: 'Rua do Exemplo, Porto', level: 'street' })
    expect(match?.confidence).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
  })

  it('forgives a typing error', async () => {
    const match = await confidenceOf('Rua do Exmplo 12, Porto', [nominatimHouse])

    expect(match?.confidence).toBeGreaterThanOrEqual(ACCEPT_CONFIDENCE)
  })

  it('calls another house of the street no house', async () => {
    expect(await confidenceOf('Rua do Exemplo 88, Porto', [nominatimHouse])).toMatchObject({
      level: 'street',
    })
  })

  it('is not sure of something else', async () => {
    const match = await confidenceOf('Travessa da Fonte 3, Porto', [nominatimHouse])

    expect(match?.confidence).toBeLessThan(0.3)
  })

  it('never exceeds what Pelias says of itself', async () => {
    const [feature] = peliasHouse.features
    const unsure = {
      ...peliasHouse,
      features: [
        { ...feature, properties: { ...feature?.properties, confidence: 0.4, accuracy: 'interpolated' } },
      ],
    }
    const service = await aGeocoderService({ body: unsure })
    const { geocoder } = aPatientGeocoder({ kind: 'pelias', url: service.url, ...fast })

    expect((await geocoder.search('Rua do Exemplo 12, Porto'))[0]).toMatchObject({
      confidence: 0.4,
      level: 'interpolated',
    })
  })
})

describe('a service in trouble', () => {
  const answer = { body: [nominatimHouse] }

  it('that is busy is asked again after the pause that it names', async () => {
    const service = await aGeocoderService({ status: 429, headers: { 'retry-after': '3' }, body: {} }, answer)
    const { geocoder, waits } = aPatientGeocoder({ kind: 'nominatim', url: service.url, ...fast })

    expect(await geocoder.search('Rua do Exemplo 12')).toHaveLength(1)
    expect(waits).toContain(3000)
    expect(service.requests).toHaveLength(2)
  })

  it.each([
    ['seconds', '120'],
    ['a date', new Date(Date.now() + 120_000).toUTCString()],
  ])('that is busy for long (%s) is unavailable, and not asked again meanwhile', async (_, retryAfter) => {
    const service = await aGeocoderService({ status: 429, headers: { 'retry-after': retryAfter }, body: {} })
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: service.url, ...fast })

    const busy = geocoder.search('Rua do Exemplo 12')
    await expect(busy).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'GEOCODER_BUSY' })
    const next = geocoder.search('Rua do Exemplo 14')
    await expect(next).rejects.toMatchObject({
      reason: 'GEOCODER_RESTS',
      retryAfterS: expect.closeTo(120, -1),
    })
    expect(service.requests).toHaveLength(1)
  })

  it('that fails once is asked again', async () => {
    const service = await aGeocoderService({ status: 503, body: 'down for maintenance' }, answer)
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: service.url, ...fast })

    expect(await geocoder.search('Rua do Exemplo 12')).toHaveLength(1)
  })

  it('that keeps failing is left alone for a while', async () => {
    const service = await aGeocoderService({ status: 500, body: '' })
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: service.url, ...fast })

    await expect(geocoder.search('Rua do Exemplo 12')).rejects.toMatchObject({ reason: 'GEOCODER_DOWN' })
    await expect(geocoder.search('Rua do Exemplo 14')).rejects.toMatchObject({ reason: 'GEOCODER_RESTS' })
    expect(service.requests).toHaveLength(2)
  })

  it('that does not answer in time is unavailable', async () => {
    const service = await aGeocoderService({ isSilent: true })
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: service.url, ...fast })

    await expect(geocoder.search('Rua do Exemplo 12')).rejects.toMatchObject({ reason: 'GEOCODER_SLOW' })
    expect(service.requests).toHaveLength(1)
  })

  it('that nobody runs is unavailable', async () => {
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: 'http://127.0.0.1:9', ...fast })

    await expect(geocoder.search('Rua do Exemplo 12')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it.each([
    ['sends elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' }],
    ['answers without end', { body: JSON.stringify([nominatimHouse]).padEnd(2 * 1024 * 1024) }],
    ['refuses the question', { status: 400, body: { error: { code: 400, message: 'no' } } }],
    ['is not there', { status: 404, body: 'nothing here' }],
    ['answers with a page', { body: '<!doctype html><p>Welcome to the hotel' }],
    ['answers with something else', { body: { lat: 'NaN' } }],
  ])('SEC-E11 that %s is unavailable', async (_, reply) => {
    const service = await aGeocoderService(reply)
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: service.url, ...fast })

    await expect(geocoder.search('Rua do Exemplo 12')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('does not keep whoever gave up waiting', async () => {
    const service = await aGeocoderService({ isSilent: true })
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: service.url, ...fast })

    await expect(
      geocoder.search('Rua do Exemplo 12', { signal: AbortSignal.abort(new Error('gone')) }),
    ).rejects.toThrow('gone')
    expect(service.requests).toHaveLength(0)
  })
})

describe('politeness', () => {
  it('asks at the rate of the service, one at a time', async () => {
    const service = await aGeocoderService({ body: [] })
    const { geocoder, waits } = aPatientGeocoder({ kind: 'nominatim', url: service.url })

    await Promise.all(['1', '2', '3'].map((number) => geocoder.search(`Rua do Exemplo ${number}`)))

    expect(service.requests).toHaveLength(3)
    expect(waits).toHaveLength(2)
    expect(Math.min(...waits)).toBeGreaterThan(500)
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000)
  })

  it('asks the same only once, and again when its time is over', async () => {
    const service = await aGeocoderService({ body: [nominatimHouse] })
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: service.url, ...fast })
    const forgetful = aPatientGeocoder({
      kind: 'nominatim',
      url: service.url,
      keepS: 0.001,
      ...fast,
    }).geocoder

    await geocoder.search('Rua do Exemplo 12')
    await geocoder.search('Rua do Exemplo 12')
    expect(service.requests).toHaveLength(1)

    await forgetful.search('Rua do Exemplo 12')
    await expect
      .poll(async () => (await forgetful.search('Rua do Exemplo 12'), service.requests.length))
      .toBeGreaterThan(2)
  })

  it('forgets the oldest answers first', async () => {
    const service = await aGeocoderService({ body: [] })
    const { geocoder } = aPatientGeocoder({ kind: 'nominatim', url: service.url, keepMost: 2, ...fast })

    for (const number of ['1', '2', '3', '2', '1']) await geocoder.search(`Rua do Exemplo ${number}`)

    expect(service.requests.map(({ query }) => query.get('q')?.at(-1))).toEqual(['1', '2', '3', '1'])
  })

  it('keeps public services out of bulk work and Nominatim out of typing', () => {
    const of = (kind: GeocoderSettings['kind'], url: string) => createGeocoder({ kind, url })

    expect(of('nominatim', 'https://nominatim.openstreetmap.org')).toMatchObject({
      allowsBulk: false,
      allowsTyping: false,
    })
    expect(of('photon', 'https://photon.example.com')).toMatchObject({ allowsBulk: true, allowsTyping: true })
  })
})
