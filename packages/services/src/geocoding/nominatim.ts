import { z } from 'zod'
import { urlOf, type Answer, type Dialect } from './dialect.ts'

const degrees = z.coerce.number().refine(Number.isFinite)

/** `format=jsonv2&addressdetails=1` (nominatim.org, API output). Coordinates are texts. */
const place = z.object({
  lat: degrees,
  lon: degrees,
  name: z.string().nullish(),
  display_name: z.string(),
  place_rank: z.number().optional(),
  address: z.record(z.string(), z.string()).optional(),
})
/** What it says when nothing is there. */
const nothing = z.object({ error: z.string() }).transform((): readonly [] => [])
const answer = z.union([z.array(place), place.transform((one) => [one]), nothing])

/** Ranks: 30 a house or point, 26 and 27 a street, below that a place. */
const streetRank = 26
const pointRank = 28

/** From the one that people write to the one that they seldom do. */
const townKeys = [
  'city',
  'town',
  'village',
  'municipality',
  'hamlet',
  'suburb',
  'city_district',
  'county',
] as const

export const nominatim: Dialect = {
  searchUrl(base, text, { limit, within }) {
    const box = within && {
      viewbox: [within.west, within.north, within.east, within.south].join(','),
      bounded: 1,
    }
    const asked =
      typeof text === 'string'
        ? { q: text }
        : {
            amenity: text.name,
            street: [text.houseNumber, text.street].flatMap((piece) => piece || []).join(' '),
            city: text.city,
            postalcode: text.postcode,
          }
    return urlOf(base, 'search', { ...asked, format: 'jsonv2', addressdetails: 1, limit, ...box })
  },
  reverseUrl(base, { lon, lat }) {
    return urlOf(base, 'reverse', { lat, lon, format: 'jsonv2', addressdetails: 1, zoom: 18 })
  },
  readAnswers(json) {
    return answer
      .parse(json)
      .map(({ lat, lon, name, display_name, place_rank = 30, address = {} }): Answer => {
        const houseNumber = address['house_number']
        const road = address['road'] ?? address['pedestrian'] ?? address['footway']
        const isStreet = place_rank >= streetRank && place_rank < pointRank
        const isHouse = houseNumber !== undefined || place_rank >= pointRank
        const own = name || display_name.split(',')[0] || display_name
        return {
          lon,
          lat,
          name: houseNumber !== undefined ? (road ?? address['place'] ?? own) : own,
          houseNumber,
          postcode: address['postcode'],
          around: [...townKeys.flatMap((key) => address[key] ?? []), ...(road === undefined ? [] : [road])],
          level: isStreet ? 'street' : isHouse ? 'house' : 'place',
          score: undefined,
        }
      })
  },
}
