import type { Match } from '@cartage/roads'
import { describe, expect, it } from 'vitest'
import type { StaffContext } from '../src/context.ts'
import type { Geocoder } from '../src/geocoding/geocoder.ts'
import { createGeocoder } from '../src/geocoding/geocoder.ts'
import { searchPlaces, searchPlacesInput } from '../src/places/search-places.ts'
import { aGeocoderService } from './a-geocoder-service.ts'
import { middle } from './a-region-folder.ts'
import { useServices } from './use-services.ts'

const test = useServices()
const unheardOf = 'Unheard-of Alley 4'
const answer: Match = { ...middle, label: 'Unheard-of Alley 4', level: 'house', confidence: 0.95 }

/** A geocoder that gives one answer, and the texts that it was asked. */
function aGeocoder(changes: Partial<Geocoder> = {}): { geocoder: Geocoder; asked: unknown[] } {
  const asked: unknown[] = []
  const geocoder: Geocoder = {
    allowsTyping: true,
    allowsBulk: true,
    search: async (text) => {
      asked.push(text)
      return [answer]
    },
    reverse: async () => answer,
    ...changes,
  }
  return { geocoder, asked }
}

async function find(geocoder: Geocoder | undefined, text: string, isTyping = true) {
  const ctx: StaffContext = { ...(await test.staff()), geocoder }
  const input = searchPlacesInput.parse({ region: 'gothenburg', text, isTyping })
  return (await searchPlaces({ ctx, input })).items
}

describe('the search for places', () => {
  it('asks nobody else where the region is sure', async () => {
    const { geocoder, asked } = aGeocoder()

    const [own] = await find(geocoder, 'Harbour Street')

    expect(own?.label).toContain('Harbour Street')
    expect(asked).toEqual([])
  })

  it('asks the geocoder where the region is not sure', async () => {
    const { geocoder, asked } = aGeocoder()

    expect((await find(geocoder, unheardOf))[0]).toEqual(answer)
    expect(asked).toEqual([unheardOf])
  })

  it('does without one by default', async () => {
    expect(await find(undefined, unheardOf)).toEqual([])
  })

  it('asks a geocoder that forbids it only when the text is complete', async () => {
    const { geocoder } = aGeocoder({ allowsTyping: false })

    expect(await find(geocoder, unheardOf, true)).toEqual([])
    expect(await find(geocoder, unheardOf, false)).toEqual([answer])
  })

  it('keeps to its own answers while the geocoder fails', async () => {
    const service = await aGeocoderService({ status: 500, body: '' })
    const geocoder = createGeocoder({ kind: 'photon', url: service.url }, { wait: async () => undefined })

    expect(await find(geocoder, unheardOf)).toEqual([])
    expect(service.requests.length).toBeGreaterThan(0)
  })
})
