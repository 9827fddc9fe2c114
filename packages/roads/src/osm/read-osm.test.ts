import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { writePbf } from '@cartage/testing'
import type { Extract, PbfEncoding } from '@cartage/testing'
import { describe, expect, it } from 'vitest'
import { aTemporaryFolder } from '../../test/a-temporary-folder.ts'
import type { OsmData } from './osm-data.ts'
import { readOsm } from './read-osm.ts'

const town: Extract = {
  nodes: [
    { id: 1, lon: -8.6100001, lat: 41.15 },
    {
      id: 5_000_000_001,
      lon: -8.6090002,
      lat: 41.1510003,
      tags: { barrier: 'bollard', constructor: 'Eiffel' },
    },
    { id: 5_000_000_003, lon: 179.9999999, lat: -33.25 },
  ],
  ways: [
    {
      id: 7,
      refs: [1, 5_000_000_001, 5_000_000_003],
      tags: { highway: 'residential', name: 'Rua das Flores' },
    },
    { id: 900_000_000_000, refs: [5_000_000_003, 1] },
  ],
  relations: [
    {
      id: 3,
      tags: { type: 'restriction', restriction: 'no_left_turn' },
      members: [
        { type: 'way', ref: 7, role: 'from' },
        { type: 'node', ref: 1, role: 'via' },
        { type: 'relation', ref: 99, role: '' },
      ],
    },
  ],
}

async function read(bytes: Uint8Array | string, name = 'town.osm.pbf'): Promise<OsmData> {
  const path = join(await aTemporaryFolder(), name)
  await writeFile(path, bytes)
  return readOsm(path)
}

/** A file of one blob with this body, as written by hand. */
function blobFile(type: string, body: readonly number[] | Uint8Array): Uint8Array {
  const name = new TextEncoder().encode(type)
  const size = [0x18, ...varint(body.length)]
  const header = [0x0a, name.length, ...name, ...size]
  return Uint8Array.from([0, 0, 0, header.length, ...header, ...body])
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}

const encodings: [string, Partial<PbfEncoding>][] = [
  ['dense nodes', {}],
  ['plain nodes', { nodes: 'plain' }],
  ['raw blobs', { compression: 'raw' }],
  ['zstd blobs', { compression: 'zstd' }],
  ['unpacked numbers', { packed: false }],
  ['unpacked numbers and plain nodes', { packed: false, nodes: 'plain' }],
  ['strings and granularity after the elements', { sharedFieldsFirst: false }],
  ['coordinates from an offset', { lonOffset: -8_600_000_000, latOffset: 41_000_000_000 }],
  ['nanodegrees', { granularity: 1 }],
  ['an element a block', { elementsPerBlock: 1 }],
]

describe('reading PBF', () => {
  it.each(encodings)('reads %s', async (_, encoding) => {
    const osm = await read(writePbf(town, encoding))

    expect([...osm.nodeIds]).toEqual([1, 5_000_000_001, 5_000_000_003])
    expect([...osm.nodeLon]).toEqual([-86_100_001, -86_090_002, 1_799_999_999])
    expect([...osm.nodeLat]).toEqual([411_500_000, 411_510_003, -332_500_000])
    expect(osm.nodeTags.get(1)?.['constructor']).toBe('Eiffel')
    expect(osm.nodeTags.size).toBe(1)
    expect([...osm.wayIds]).toEqual([7, 900_000_000_000])
    expect([...osm.wayOffsets]).toEqual([0, 3, 5])
    expect([...osm.wayRefs]).toEqual([0, 1, 2, 2, 0])
    expect(osm.wayTags[0]?.['name']).toBe('Rua das Flores')
    expect(osm.wayTags[1]?.['constructor']).toBeUndefined()
    expect(osm.relations).toEqual(town.relations?.map((relation) => expect.objectContaining(relation)))
  })

  it('orders what a file holds in any order, and counts what comes twice once', async () => {
    const mixed = {
      nodes: town.nodes.toReversed().concat(town.nodes),
      ways: town.ways!.toReversed().concat(town.ways!),
    }

    const osm = await read(writePbf(mixed, { elementsPerBlock: 2 }))

    expect([...osm.nodeIds]).toEqual([1, 5_000_000_001, 5_000_000_003])
    expect([...osm.wayIds]).toEqual([7, 900_000_000_000])
    expect([...osm.wayRefs]).toEqual([0, 1, 2, 2, 0])
  })

  it('drops and counts references to nodes that the extract does not hold', async () => {
    const osm = await read(writePbf({ nodes: town.nodes.slice(0, 1), ways: town.ways! }))

    expect([...osm.wayRefs]).toEqual([0, 0])
    expect(osm.refsMissing).toBe(3)
  })

  it('cuts the bounds to the box that the header states', async () => {
    const bounds = { west: -8.7, south: 41, east: -8.5, north: 41.2 }

    const osm = await read(writePbf({ ...town, bounds }))

    expect(osm.bounds).toEqual({ west: -8.6100001, south: 41, east: -8.5, north: 41.1510003 })
  })

  it('refuses a file that requires what it cannot read', async () => {
    const history = writePbf(town, { requiredFeatures: ['OsmSchema-V0.6', 'HistoricalInformation'] })

    await expect(read(history)).rejects.toMatchObject({
      code: 'unsupported_input',
      message: expect.stringContaining('HistoricalInformation'),
    })
  })

  it('F19: says at which byte a cut file ends', async () => {
    const whole = writePbf(town)

    await expect(read(whole.subarray(0, whole.length - 20))).rejects.toMatchObject({
      code: 'corrupt_input',
      message: expect.stringMatching(
        /town\.osm\.pbf is damaged at byte \d+: the file is cut short in a blob/,
      ),
    })
  })

  it('F19: refuses compressed data that does not unpack', async () => {
    const bad = blobFile('OSMHeader', [0x10, 4, 0x1a, 4, 1, 2, 3, 4])

    await expect(read(bad)).rejects.toMatchObject({
      code: 'corrupt_input',
      message: expect.stringContaining('damaged at byte 0'),
    })
  })

  it('SEC-E05: stops unpacking a blob at 32 MiB, whatever size it states', async () => {
    const zeros = deflateSync(new Uint8Array(40 * 1024 * 1024))
    const bomb = blobFile('OSMHeader', [0x10, 4, 0x1a, ...varint(zeros.length), ...zeros])

    await expect(read(bomb)).rejects.toMatchObject({ code: 'corrupt_input' })
  })

  it('SEC-E05: refuses a blob that states more than 32 MiB before reading it', async () => {
    const header = [0x0a, 9, ...new TextEncoder().encode('OSMHeader'), 0x18, ...varint(33 * 1024 * 1024)]

    await expect(read(Uint8Array.from([0, 0, 0, header.length, ...header]))).rejects.toMatchObject({
      code: 'corrupt_input',
      message: expect.stringContaining('a blob of 34603008 bytes'),
    })
  })

  it('names the packing it does not read', async () => {
    await expect(read(blobFile('OSMHeader', [0x22, 2, 1, 2]))).rejects.toMatchObject({
      code: 'unsupported_input',
      message: expect.stringContaining('LZMA'),
    })
  })
})

describe('telling the type of a file by its content', () => {
  const foreign: [string, Uint8Array | string, string][] = [
    ['an empty file', '', 'is empty'],
    ['OpenStreetMap XML', '<?xml version="1.0"?><osm version="0.6"/>', 'is XML (OpenStreetMap XML)'],
    ['a GPX track', '<gpx version="1.1"/>', 'is XML (GPX'],
    ['a ZIP archive', 'PK\u0003\u0004rest', 'is a ZIP archive'],
    ['a gzip file', Uint8Array.of(0x1f, 0x8b, 8, 0), 'packed with gzip'],
    ['a bzip2 file', 'BZh91AY', 'packed with bzip2'],
    ['a JSON list', '[1, 2]', 'is JSON but not a GeoJSON FeatureCollection'],
    ['other JSON', '{"orders": []}', 'is JSON but not a GeoJSON FeatureCollection'],
    ['text', 'lon,lat\n1,2\n', 'is neither an .osm.pbf extract nor GeoJSON'],
  ]

  it.each(foreign)('SEC-E06: refuses %s under the name of an extract', async (_, content, message) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'unsupported_input',
      message: expect.stringContaining(message),
    })
  })

  it('reads PBF under any name', async () => {
    const osm = await read(writePbf(town), 'download')

    expect(osm.source).toBe('pbf')
  })

  it('says that a file is not there, and that a folder is none', async () => {
    const folder = await aTemporaryFolder()
    await mkdir(join(folder, 'map.osm.pbf'))

    await expect(readOsm(join(folder, 'none.pbf'))).rejects.toMatchObject({ code: 'not_found' })
    await expect(readOsm(join(folder, 'map.osm.pbf'))).rejects.toMatchObject({
      code: 'unsupported_input',
      message: expect.stringContaining('is a folder'),
    })
  })
})
