import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { aTemporaryFolder } from '../../../test/a-temporary-folder.ts'
import type { OsmData } from '../osm-data.ts'
import { readOsm } from '../read-osm.ts'

async function read(features: readonly unknown[]): Promise<OsmData> {
  const path = join(await aTemporaryFolder(), 'ways.geojson')
  await writeFile(path, JSON.stringify({ type: 'FeatureCollection', features }))
  return readOsm(path)
}

const line = (coordinates: unknown, properties: object = {}, id?: unknown): object => ({
  type: 'Feature',
  id,
  properties,
  geometry: { type: 'LineString', coordinates },
})

describe('reading GeoJSON ways', () => {
  it('joins ways where their coordinates are equal', async () => {
    const osm = await read([
      line(
        [
          [11.9, 57.7],
          [11.91, 57.7],
        ],
        { highway: 'residential' },
        'way/20',
      ),
      line(
        [
          [11.91, 57.7, 12],
          [11.92, 57.71, 13],
        ],
        { '@id': 'way/10', highway: 'service' },
      ),
    ])

    expect([...osm.wayIds]).toEqual([10, 20])
    expect(osm.nodeIds.length).toBe(3)
    expect([...osm.wayRefs]).toEqual([1, 2, 0, 1])
    expect(osm.wayTags[0]).toEqual(expect.objectContaining({ highway: 'service' }))
    expect(osm.wayTags[0]).not.toHaveProperty('@id')
  })

  it('takes tags that are nested, and numbers as text', async () => {
    const osm = await read([
      line(
        [
          [0, 0],
          [1, 1],
        ],
        { tags: { highway: 'primary', maxspeed: 50 } },
      ),
    ])

    expect({ ...osm.wayTags[0] }).toEqual({ highway: 'primary', maxspeed: '50' })
  })

  it('gives ways without an id numbers that no real way has', async () => {
    const osm = await read([
      line([
        [0, 0],
        [1, 1],
      ]),
      line([
        [0, 0],
        [2, 2],
      ]),
    ])

    expect([...osm.wayIds]).toEqual([-2, -1])
  })

  it('keeps outlines as closed ways and points as tagged nodes', async () => {
    const ring = [
      [0, 0],
      [0, 1],
      [1, 1],
      [0, 0],
    ]
    const osm = await read([
      {
        type: 'Feature',
        properties: { building: 'yes' },
        geometry: { type: 'Polygon', coordinates: [ring] },
      },
      { type: 'Feature', properties: { place: 'town' }, geometry: { type: 'Point', coordinates: [1, 1] } },
      { type: 'Feature', properties: {}, geometry: null },
    ])

    expect([...osm.wayRefs]).toEqual([0, 1, 2, 0])
    expect(osm.nodeTags.get(2)).toEqual(expect.objectContaining({ place: 'town' }))
  })

  it.each([
    [
      'a latitude beyond 90',
      [
        [0, 0],
        [0, 91],
      ],
    ],
    [
      'a word for a number',
      [
        [0, 0],
        ['east', 1],
      ],
    ],
    [
      'a missing number',
      [
        [0, 0],
        [null, 1],
      ],
    ],
    ['no list', 'here'],
  ])('SEC-E03: names the feature with %s', async (_, coordinates) => {
    await expect(
      read([
        line([
          [0, 0],
          [1, 1],
        ]),
        line(coordinates),
      ]),
    ).rejects.toMatchObject({
      code: 'corrupt_input',
      message: expect.stringContaining(
        'ways.geojson, feature 1 (byte 136): a coordinate is not [longitude, latitude]',
      ),
    })
  })

  it('says where JSON breaks off', async () => {
    const path = join(await aTemporaryFolder(), 'cut.geojson')
    await writeFile(path, '{"type": "FeatureCollection", "features": [')

    await expect(readOsm(path)).rejects.toMatchObject({
      code: 'corrupt_input',
      message: expect.stringContaining('cut.geojson'),
    })
  })

  it.each([
    ['a feature', '{"type": "FeatureCollection", "features": [{s3cret}]}'],
    ['what is around the features', '{s3cret "features": []}'],
    ['a word in place of a feature', '{"type": "FeatureCollection", "features": [s3cret]}'],
  ])('SEC-D10 quotes nothing of %s that is no JSON', async (_, text) => {
    const path = join(await aTemporaryFolder(), 'notes.geojson')
    await writeFile(path, text)

    const error: unknown = await readOsm(path).catch((thrown: unknown) => thrown)

    expect(error).toMatchObject({ code: 'corrupt_input' })
    expect(inspect(error)).not.toContain('s3cret')
  })
})
