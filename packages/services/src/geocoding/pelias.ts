import { z } from 'zod'
import { urlOf, type Answer, type Dialect } from './dialect.ts'

/** GeoJSON with Pelias' own properties (github.com/pelias/documentation). */
const answer = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
      properties: z.object({
        layer: z.string().optional(),
        name: z.string(),
        housenumber: z.string().optional(),
        street: z.string().optional(),
        postalcode: z.string().optional(),
        accuracy: z.string().optional(),
        match_type: z.string().optional(),
        confidence: z.number().min(0).max(1).optional(),
        locality: z.string().optional(),
        localadmin: z.string().optional(),
        borough: z.string().optional(),
        neighbourhood: z.string().optional(),
        county: z.string().optional(),
      }),
    }),
  ),
})

export const pelias: Dialect = {
  searchUrl(base, text, { limit, near, within }) {
    const around = {
      size: limit,
      'focus.point.lat': near?.lat,
      'focus.point.lon': near?.lon,
      'boundary.rect.min_lat': within?.south,
      'boundary.rect.max_lat': within?.north,
      'boundary.rect.min_lon': within?.west,
      'boundary.rect.max_lon': within?.east,
    }
    if (typeof text === 'string') return urlOf(base, 'v1/search', { text, ...around })
    return urlOf(base, 'v1/search/structured', {
      venue: text.name,
      address: [text.houseNumber, text.street].flatMap((piece) => piece || []).join(' '),
      postalcode: text.postcode,
      locality: text.city,
      ...around,
    })
  },
  reverseUrl(base, { lon, lat }) {
    return urlOf(base, 'v1/reverse', { 'point.lat': lat, 'point.lon': lon, size: 1 })
  },
  readAnswers(json) {
    return answer.parse(json).features.map(({ geometry, properties }): Answer => {
      const [lon, lat] = geometry.coordinates
      const { layer, name, housenumber, street, postalcode, accuracy, match_type, confidence } = properties
      const { locality, localadmin, borough, neighbourhood, county } = properties
      const isAddress = layer === 'address' && street !== undefined
      const isInterpolated = accuracy === 'interpolated' || match_type === 'interpolated'
      return {
        lon,
        lat,
        name: isAddress ? street : name,
        houseNumber: housenumber,
        postcode: postalcode,
        around: [
          locality,
          localadmin,
          borough,
          neighbourhood,
          county,
          isAddress ? undefined : street,
        ].flatMap((text) => text ?? []),
        level:
          layer === 'street'
            ? 'street'
            : layer === 'address' || layer === 'venue'
              ? isInterpolated
                ? 'interpolated'
                : 'house'
              : 'place',
        score: confidence,
      }
    })
  },
}
