import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { writePbf } from '@cartage/testing'
import type { Extract, PbfEncoding } from '@cartage/testing'
import fc from 'fast-check'
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

/** Streets of a grid, with every kind of element and reference. */
const grid: Extract = {
  nodes: Array.from({ length: 36 }, (_, index) => ({
    id: 7 * index + 3,
    lon: 0.001 * (index % 6),
    lat: 0.001 * Math.floor(index / 6),
    ...(index % 4 === 0 ? { tags: { highway: 'crossing', ref: `${index}` } } : {}),
  })),
  ways: Array.from({ length: 12 }, (_, street) => ({
    id: 50 - street,
    refs: [0, 1, 2, 3, 4, 5, 9].map(
      (step) => 7 * (street < 6 ? street * 6 + step : step * 6 + street - 6) + 3,
    ),
    tags: { highway: 'residential', name: `Street ${street}` },
  })),
  relations: [4, 3, 9].map((id) => ({
    id,
    tags: { type: 'restriction' },
    members: [{ type: 'node', ref: 7 * id + 3, role: 'via' }],
  })),
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
  ['plain nodes whose first string is a tag', { nodes: 'plain', emptyStringFirst: false }],
]

/** As Conveyal's VEX writes: nothing that may be left out, and elements as they come out of a hash table. */
const vex: Partial<PbfEncoding> = { nodes: 'plain', emptyStringFirst: false, elementsPerBlock: 2 }

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

  it('reads what VEX writes: plain nodes under DenseNodes, out of order and mostly without tags, ways out of order, a tag as string 0, no box, no granularity', async () => {
    const shuffled: Extract = {
      nodes: [town.nodes[2]!, town.nodes[0]!, town.nodes[1]!],
      ways: town.ways!.toReversed(),
      relations: town.relations!,
    }

    const osm = await read(writePbf(shuffled, vex))

    expect([...osm.nodeIds]).toEqual([1, 5_000_000_001, 5_000_000_003])
    expect([...osm.nodeLon]).toEqual([-86_100_001, -86_090_002, 1_799_999_999])
    expect([...osm.nodeLat]).toEqual([411_500_000, 411_510_003, -332_500_000])
    expect({ ...osm.nodeTags.get(1) }).toEqual({ barrier: 'bollard', constructor: 'Eiffel' })
    expect([...osm.wayRefs]).toEqual([0, 1, 2, 2, 0])
    expect(osm.bounds).toEqual({ west: -8.6100001, south: -33.25, east: 179.9999999, north: 41.1510003 })
  })

  it('keeps of the nodes those that have tags or that a way or a relation names', async () => {
    const at = { lon: 1, lat: 1 }
    const osm = await read(
      writePbf({
        nodes: [
          { id: 1, ...at },
          { id: 2, ...at },
          { id: 3, ...at, tags: { place: 'town' } },
          { id: 4, ...at },
          { id: 5, lon: 2, lat: 2 },
        ],
        ways: [{ id: 1, refs: [2], tags: { highway: 'service' } }],
        relations: [{ id: 1, tags: {}, members: [{ type: 'node', ref: 4, role: 'via' }] }],
      }),
    )

    expect([...osm.nodeIds]).toEqual([2, 3, 4])
    expect({ ...osm.nodeTags.get(1) }).toEqual({ place: 'town' })
    expect(osm.bounds).toEqual({ west: 1, south: 1, east: 2, north: 2 })
  })

  it('gives equal texts of all blocks one string, and elements without tags one object', async () => {
    const osm = await read(writePbf({ ...town, ways: [...town.ways!, { id: 8, refs: [1] }] }))

    expect(osm.wayTags[1]).toBe(osm.wayTags[2])
    expect(Object.keys(osm.wayTags[1]!)).toEqual([])
  })

  it('reports the bytes of the file over both passes, and never goes back', async () => {
    const path = join(await aTemporaryFolder(), 'town.osm.pbf')
    const bytes = writePbf(town, { elementsPerBlock: 1 })
    await writeFile(path, bytes)
    const seen: number[] = []

    await readOsm(path, {
      onProgress: ({ phase, done, total, unit }) => {
        seen.push(done)
        expect({ phase, total, unit }).toEqual({ phase: 'read', total: bytes.length, unit: 'bytes' })
      },
    })

    expect(seen.at(0)).toBe(0)
    expect(seen.at(-1)).toBe(bytes.length)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
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

  it('gives the same whatever the order of the elements, their packing and the number of files', async () => {
    const folder = await aTemporaryFolder()
    const whole = writePbf(grid)
    await writeFile(join(folder, 'whole.osm.pbf'), whole)
    const wanted = await readOsm(join(folder, 'whole.osm.pbf'))
    const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
      fc.shuffledSubarray([...items], { minLength: items.length })
    const parts = fc.record({
      nodes: shuffled([...grid.nodes, ...grid.nodes.slice(0, 9)]),
      ways: shuffled([...grid.ways!, ...grid.ways!.slice(2, 5)]),
      relations: shuffled(grid.relations!),
    })
    const encoding = fc.record({
      nodes: fc.constantFrom('dense' as const, 'plain' as const),
      packed: fc.boolean(),
      sharedFieldsFirst: fc.boolean(),
      compression: fc.constantFrom('raw' as const, 'zlib' as const, 'zstd' as const),
      elementsPerBlock: fc.integer({ min: 1, max: 40 }),
    })
    const cut = fc.integer({ min: 0, max: 40 })

    await fc.assert(
      fc.asyncProperty(parts, encoding, cut, async ({ nodes, ways, relations }, how, at) => {
        const paths = [join(folder, 'one.osm.pbf'), join(folder, 'other.osm.pbf')]
        const one = { nodes: nodes.slice(at), ways: ways.slice(0, at), relations }
        const other = { nodes: nodes.slice(0, at), ways: ways.slice(at) }
        await writeFile(paths[0]!, writePbf(one, how))
        await writeFile(paths[1]!, writePbf(other, how))

        expect(await readOsm(paths)).toEqual(wanted)
      }),
      { seed: 5, numRuns: 60 },
    )
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

  it.each([
    ['LZMA', 0x22],
    ['bzip2', 0x2a],
    ['LZ4', 0x32],
  ])('names the packing %s, where it begins and how to repack', async (name, field) => {
    const whole = writePbf(town)
    const foreign = blobFile('OSMData', [0x10, 4, field, 2, 1, 2])

    await expect(read(Buffer.concat([whole, foreign]))).rejects.toMatchObject({
      code: 'unsupported_input',
      message: expect.stringMatching(
        new RegExp(`town\\.osm\\.pbf is packed with ${name} at byte ${whole.length}, .*Repack it with zlib`),
      ),
    })
  })

  it('passes over blobs of other types and what is indexed in them', async () => {
    const osm = await read(Buffer.concat([writePbf(town), blobFile('OSMOther', [0x22, 2, 1, 2])]))

    expect([...osm.wayIds]).toEqual([7, 900_000_000_000])
  })
})

describe('telling the type of a file by its content', () => {
  const foreign: [string, Uint8Array | string, string][] = [
    ['an empty file', '', 'is empty: it ends at byte 0'],
    ['OpenStreetMap XML', '<?xml version="1.0"?><osm version="0.6"/>', 'is XML (OpenStreetMap XML)'],
    ['a GPX track', '<gpx version="1.1"/>', 'is XML (GPX'],
    ['a ZIP archive', 'PK\u0003\u0004rest', 'is a ZIP archive'],
    ['a gzip file', Uint8Array.of(0x1f, 0x8b, 8, 0), 'packed with gzip'],
    ['a bzip2 file', 'BZh91AY', 'packed with bzip2'],
    ['a JSON list', '[1, 2]', 'is JSON but not a GeoJSON FeatureCollection'],
    ['other JSON', '{"orders": []}', 'is JSON but not a GeoJSON FeatureCollection'],
    ['text', 'lon,lat\n1,2\n', 'is neither an .osm.pbf extract nor GeoJSON ways (from byte 0)'],
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
