import { describe, expect, it } from 'vitest'
import { aContext } from '../../test/order-file-context.ts'
import { createGeocoder } from '../geocoding/geocoder.ts'
import { askFurther } from '../geocoding/ask-further.ts'
import { aGeocoderService } from '../../test/a-geocoder-service.ts'
import { nominatimHouse } from '../../test/geocoder-answers.ts'
import type { CheckContext } from './check-context.ts'
import { checkRows } from './check-rows.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const columns = [
  { name: 'reference', field: 'reference' as const },
  { name: 'address', field: 'address' as const },
  { name: 'lat', field: 'lat' as const },
  { name: 'lon', field: 'lon' as const },
]

/** Checks addresses in a region that knows only Rua Nova. */
async function check(
  rows: readonly (readonly string[])[],
  geocoderUrl: string,
  changes: Partial<CheckContext> = {},
) {
  const geocoder = createGeocoder(
    { kind: 'nominatim', url: geocoderUrl, requestsPerSecond: 1000 },
    { wait: async () => undefined },
  )
  const context = aContext({
    search: (text) =>
      text.startsWith('Rua Nova')
        ? [{ lon: -8.61, lat: 41.15, label: 'Rua Nova', level: 'street', confidence: 1 }]
        : [],
    ...changes,
  })
  const asked = askFurther({ geocoder, within: context.bounds, log: silent })
  const { rows: checked } = await checkRows(
    [rows.map((cells, index) => ({ row: index + 2, cells: [`A-${index}`, ...cells] }))],
    columns,
    { ...context, askFurther: asked },
  )
  return checked
}

describe('addresses of an order file that the region does not know', () => {
  it('are found by the geocoder, each asked for once', async () => {
    const service = await aGeocoderService({ body: [nominatimHouse] })

    const checked = await check(
      [
        ['Rua do Exemplo 12, Porto', '', ''],
        ['Rua Nova 3', '', ''],
        ['Rua do Exemplo 12, Porto', '', ''],
        ['Rua do Exemplo 12, Porto', '41.15', '-8.61'],
      ],
      service.url,
    )

    expect(checked.map(({ place }) => place?.level)).toEqual(['house', 'street', 'house', 'given'])
    expect(service.requests).toHaveLength(1)
  })

  it('stay unknown where the geocoder knows none that is sure', async () => {
    const service = await aGeocoderService({ body: [nominatimHouse] })

    const [row] = await check([['Travessa da Fonte 3, Porto', '', '']], service.url)

    expect(row?.findings.map(({ code }) => code)).toEqual(['PLACE_NOT_FOUND'])
  })

  it('do not wait for a geocoder that fails', async () => {
    const service = await aGeocoderService({ status: 500, body: '' })

    const checked = await check(
      Array.from({ length: 20 }, (_, index) => [`Rua do Exemplo ${index}`, '', '']),
      service.url,
    )

    expect(checked.every(({ action }) => action === 'held')).toBe(true)
    expect(service.requests.length).toBeLessThanOrEqual(2)
  })
})

it('a public service is not asked for order files', () => {
  const geocoder = createGeocoder({ kind: 'nominatim', url: 'https://nominatim.openstreetmap.org' })

  expect(askFurther({ geocoder, within: aContext().bounds, log: silent })).toBeUndefined()
  expect(askFurther({ geocoder: undefined, within: aContext().bounds, log: silent })).toBeUndefined()
})
