/** Answers in the formats of the services, written by hand about a made-up street of Porto. */

export const nominatimHouse = {
  place_id: 204_911_377,
  licence: 'Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright',
  osm_type: 'node',
  osm_id: 4_100_200_300,
  lat: '41.1502101',
  lon: '-8.6093207',
  category: 'place',
  type: 'house',
  place_rank: 30,
  importance: 0.000_07,
  addresstype: 'place',
  name: '',
  display_name: '12, Rua do Exemplo, Bonfim, Porto, 4000-101, Portugal',
  address: {
    house_number: '12',
    road: 'Rua do Exemplo',
    suburb: 'Bonfim',
    city: 'Porto',
    'ISO3166-2-lvl6': 'PT-13',
    postcode: '4000-101',
    country: 'Portugal',
    country_code: 'pt',
  },
  boundingbox: ['41.1501601', '41.1502601', '-8.6093707', '-8.6092707'],
}

export const nominatimStreet = {
  ...nominatimHouse,
  osm_type: 'way',
  category: 'highway',
  type: 'residential',
  place_rank: 26,
  addresstype: 'road',
  name: 'Rua do Exemplo',
  display_name: 'Rua do Exemplo, Bonfim, Porto, 4000-101, Portugal',
  address: { road: 'Rua do Exemplo', suburb: 'Bonfim', city: 'Porto', postcode: '4000-101' },
}

/** What a service that only looks for similar names comes up with. */
export const nominatimElsewhere = {
  ...nominatimStreet,
  lat: '41.5503',
  lon: '-8.4201',
  display_name: 'Rua do Exemplo, Braga, 4700-001, Portugal',
  address: { road: 'Rua do Exemplo', city: 'Braga', postcode: '4700-001' },
}

export const photonHouse = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [-8.609_320_7, 41.150_210_1] },
      properties: {
        osm_type: 'N',
        osm_id: 4_100_200_300,
        osm_key: 'place',
        osm_value: 'house',
        type: 'house',
        housenumber: '12',
        street: 'Rua do Exemplo',
        postcode: '4000-101',
        district: 'Bonfim',
        city: 'Porto',
        country: 'Portugal',
        countrycode: 'PT',
      },
    },
  ],
}

export const peliasHouse = {
  geocoding: {
    version: '0.2',
    attribution: 'http://localhost/attribution',
    query: { text: 'Rua do Exemplo 12, Porto', size: 5, lang: { iso6391: 'en' } },
    engine: { name: 'Pelias', author: 'Mapzen', version: '1.0' },
    timestamp: 1_790_000_000_000,
  },
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [-8.609_320_7, 41.150_210_1] },
      properties: {
        id: 'node/4100200300',
        gid: 'openstreetmap:address:node/4100200300',
        layer: 'address',
        source: 'openstreetmap',
        name: 'Rua do Exemplo 12',
        housenumber: '12',
        street: 'Rua do Exemplo',
        postalcode: '4000-101',
        confidence: 0.98,
        match_type: 'exact',
        accuracy: 'point',
        country: 'Portugal',
        county: 'Porto',
        localadmin: 'Bonfim',
        locality: 'Porto',
        label: 'Rua do Exemplo 12, Porto, Portugal',
      },
    },
  ],
  bbox: [-8.609_320_7, 41.150_210_1, -8.609_320_7, 41.150_210_1],
}
