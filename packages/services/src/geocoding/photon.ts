import { z } from 'zod'
import { inOneLine, urlOf, type Answer, type Dialect } from './dialect.ts'

/** GeoJSON with Photon's own properties (github.com/komoot/photon). */
const answer = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
      properties: z.object({
        type: z.string().optional(),
        osm_key: z.string().optional(),
        name: z.string().optional(),
        housenumber: z.string().optional(),
        street: z.string().optional(),
        postcode: z.string().optional(),
        city: z.string().optional(),
        locality: z.string().optional(),
        district: z.string().optional(),
        county: z.string().optional(),
      }),
    }),
  ),
})

export const photon: Dialect = {
  searchUrl(base, text, { limit, near, within }) {
    return urlOf(base, 'api', {
      q: inOneLine(text),
      limit,
      lat: near?.lat,
      lon: near?.lon,
      bbox: within && [within.west, within.south, within.east, within.north].join(','),
    })
  },
  reverseUrl(base, { lon, lat }) {
    return urlOf(base, 'reverse', { lon, lat, limit: 1 })
  },
  readAnswers(json) {
    return answer.parse(json).features.flatMap(({ geometry, properties }): Answer[] => {
      const [lon, lat] = geometry.coordinates
      const { type, osm_key, name, housenumber, street, postcode, city, locality, district, county } =
        properties
      const isAddress = housenumber !== undefined && street !== undefined
      const own = isAddress ? street : (name ?? street)
      if (own === undefined) return []
      return [
        {
          lon,
          lat,
          name: own,
          houseNumber: housenumber,
          postcode,
          around: [city, district, locality, county, isAddress ? name : street].flatMap((text) => text ?? []),
          level: type === 'street' || osm_key === 'highway' ? 'street' : type === 'house' ? 'house' : 'place',
          score: undefined,
        },
      ]
    })
  },
}
