import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fleetFile } from '@cartage/domain'
import { describe, expect, it } from 'vitest'
import { ACCEPT_CONFIDENCE } from '../src/addresses/address-index.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { aBasemap, tileAt } from './a-basemap.ts'
import { anAddressIndex } from './an-address-index.ts'
import { readTile } from './read-tile.ts'

const samples = path.resolve(import.meta.dirname, '../../../samples')
const extract = createRequire(import.meta.url).resolve('geojson-path-finder/test/large-network.json')
const osm = await readOsm(extract)
const [header = '', ...rows] = readFileSync(path.join(samples, 'gothenburg-orders.csv'), 'utf8')
  .trim()
  .split('\n')
const orders = rows.map((row) => {
  const cells = row.split(',')
  return Object.fromEntries(header.split(',').map((column, at) => [column, cells[at] ?? '']))
})

describe('the sample day', () => {
  it('has every address in the demo region, near its coordinate', () => {
    const index = anAddressIndex(osm)
    const lost = orders.filter(({ address, city, country, lat, lon }) => {
      const match = index.search(`${address}, ${city}, ${country}`)[0]
      if (!match || match.level === 'place' || match.confidence < ACCEPT_CONFIDENCE) return true
      const away = Math.hypot((match.lon - Number(lon)) * 0.534, match.lat - Number(lat)) * 111_195
      return lat !== '' && away > 1000
    })

    expect(orders).toHaveLength(80)
    expect(lost).toEqual([])
  })

  it('has a fleet that the importer accepts, with a skill for every order', () => {
    const fleet = fleetFile.parse(
      JSON.parse(readFileSync(path.join(samples, 'gothenburg-fleet.json'), 'utf8')),
    )
    const skills = new Set(fleet.vehicles.flatMap((vehicle) => vehicle.skills))
    const needed = orders.map((order) => order['skills'] ?? '').filter((skill) => skill !== '')

    expect(fleet.vehicles).toHaveLength(6)
    expect(needed.filter((skill) => !skills.has(skill))).toEqual([])
    expect(needed.length).toBeGreaterThan(5)
  })
})

describe('the tiles of the demo region', () => {
  it('hold its streets by name', () => {
    const { z, x, y } = tileAt(11.9668, 57.7073, 15)
    const roads = readTile(aBasemap(osm).tile(z, x, y) ?? new Uint8Array()).get('roads')

    expect(roads?.features.map((feature) => feature.attributes['name'])).toContain('Östra Hamngatan')
  })
})
