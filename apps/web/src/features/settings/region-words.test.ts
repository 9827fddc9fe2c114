import { describe, expect, it } from 'vitest'
import { regionNameOf } from './region-words.ts'

describe('regionNameOf', () => {
  it.each([
    ['porto.osm.pbf', 'porto'],
    ['/data/extracts/Île-de-France-latest.osm.pbf', 'ile-de-france-latest'],
    ['C:\\maps\\Göteborg (2).pbf', 'goteborg-2'],
    ['ways.geojson', 'ways'],
  ])('%s suggests %s', (file, name) => {
    expect(regionNameOf(file)).toBe(name)
  })
})
