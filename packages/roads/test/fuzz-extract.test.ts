import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePbf } from '@cartage/testing'
import type { Extract, PbfEncoding } from '@cartage/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RoadsError } from '../src/index.ts'
import type { OsmData } from '../src/osm/osm-data.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'

type Random = (below: number) => number

/** A small repeatable random source (xorshift32). */
function randomFrom(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

const side = 14

/** A square town of named streets with house numbers, shops, a bus route and a forbidden turn. */
const squareTown: Extract = {
  bounds: { west: -8.62, south: 41.14, east: -8.58, north: 41.18 },
  nodes: Array.from({ length: side * side }, (_, index) => ({
    id: 1000 + index * 3,
    lon: -8.61 + 0.001 * (index % side),
    lat: 41.15 + 0.001 * Math.floor(index / side),
    ...(index % 5 === 0 ? { tags: { 'addr:street': 'Rua Três', 'addr:housenumber': `${index}` } } : {}),
  })),
  ways: Array.from({ length: 2 * side }, (_, street) => ({
    id: 500 + street,
    refs: Array.from({ length: side }, (__, step) =>
      street < side ? 1000 + 3 * (street * side + step) : 1000 + 3 * (step * side + street - side),
    ),
    tags: { highway: 'residential', name: `Rua ${street}`, ...(street % 3 ? {} : { maxspeed: '30' }) },
  })),
  relations: Array.from({ length: 12 }, (_, index) => ({
    id: 40 + index,
    tags: { type: 'restriction', restriction: 'no_left_turn' },
    members: [
      { type: 'way' as const, ref: 500 + index, role: 'from' },
      { type: 'node' as const, ref: 1000 + 3 * (index * side + index), role: 'via' },
      { type: 'way' as const, ref: 500 + side + index, role: 'to' },
    ],
  })),
}

const encodings: readonly Partial<PbfEncoding>[] = [
  { elementsPerBlock: 40 },
  { elementsPerBlock: 40, compression: 'zstd' },
  // Without compression no checksum guards the bytes, so every change reaches the decoder.
  { elementsPerBlock: 40, compression: 'raw' },
  { elementsPerBlock: 40, compression: 'raw', nodes: 'plain', packed: false, emptyStringFirst: false },
]

/** Where each blob of a whole file begins, and its end. */
function blobStarts(file: Buffer): readonly number[] {
  const starts = [0]
  for (let at = 0; at < file.length; starts.push(at)) {
    const headerBytes = file.readUInt32BE(at)
    // The header ends with its field 3, a varint: the size of the blob.
    const header = file.subarray(at + 4, at + 4 + headerBytes)
    const size = header.subarray(header.lastIndexOf(0x18) + 1)
    at += 4 + headerBytes + size.reduce((sum, byte, index) => sum + (byte & 0x7f) * 128 ** index, 0)
  }
  return starts
}

type Mutation = (file: Buffer, random: Random) => Buffer

const mutations: Readonly<Record<string, Mutation>> = {
  'flipped bits': (file, random) => {
    for (let flips = 1 + random(4); flips > 0; flips--) file[random(file.length)]! ^= 1 << random(8)
    return file
  },
  'cut short': (file, random) => file.subarray(0, random(file.length)),
  'bytes put in': (file, random) => {
    const at = random(file.length)
    const extra = Buffer.from(Array.from({ length: 1 + random(20) }, () => random(256)))
    return Buffer.concat([file.subarray(0, at), extra, file.subarray(at)])
  },
  'bytes taken out': (file, random) => {
    const at = random(file.length)
    return Buffer.concat([file.subarray(0, at), file.subarray(at + 1 + random(20))])
  },
  'another header length': (file, random) => {
    const starts = blobStarts(file).slice(0, -1)
    const at = starts[random(starts.length)]!
    file.writeUInt32BE([random(100), random(70_000), random(0xffff_ffff), 0][random(4)]!, at)
    return file
  },
  'another length inside': (file, random) => {
    // Within the first bytes of a blob stand its sizes, packed and unpacked, and the first of its fields.
    const starts = blobStarts(file).slice(0, -1)
    const at = starts[random(starts.length)]! + 4 + random(40)
    for (let bytes = 1 + random(5); bytes > 0; bytes--) {
      if (at + bytes < file.length) file[at + bytes] = [0xff, 0x7f, 0x80, random(256)][random(4)]!
    }
    return file
  },
  'a blob twice': (file, random) => {
    const starts = blobStarts(file)
    const blob = random(starts.length - 1)
    const end = starts[blob + 1]!
    return Buffer.concat([file.subarray(0, end), file.subarray(starts[blob], end), file.subarray(end)])
  },
  'blobs in another order': (file, random) => {
    const starts = blobStarts(file)
    const blobs = starts.slice(0, -1).map((start, index) => file.subarray(start, starts[index + 1]))
    const [a, b] = [random(blobs.length), random(blobs.length)]
    return Buffer.concat(blobs.with(a, blobs[b]!).with(b, blobs[a]!))
  },
  'random bytes behind a true beginning': (file, random) => {
    const from = random(60)
    return Buffer.concat([
      file.subarray(0, from),
      Buffer.from(Array.from({ length: random(3000) }, () => random(256))),
    ])
  },
}

/** Where lengths no longer fit what they are lengths of, nothing can be read; blobs as such may come in any number and order. */
const ends: Readonly<Record<string, readonly ('read' | 'refused')[]>> = {
  'bytes put in': ['refused'],
  'bytes taken out': ['refused'],
  'random bytes behind a true beginning': ['refused'],
  'a blob twice': ['read'],
  'blobs in another order': ['read', 'refused'],
}

/** Reads a file: what becomes of it, or an error that is none of ours. */
async function outcomeOf(path: string): Promise<'read' | 'refused'> {
  let osm: OsmData
  try {
    osm = await readOsm(path)
  } catch (error) {
    const isLocated = error instanceof RoadsError && /byte \d+/.test(error.message)
    if (isLocated && error.message.includes(path)) return 'refused'
    throw error
  }
  expectSound(osm)
  return 'read'
}

/** What consumers rely on, whatever was in the file. */
function expectSound(osm: OsmData): void {
  const { nodeIds, nodeLon, nodeLat, wayIds, wayOffsets, wayRefs, wayTags } = osm
  const isAscending = (ids: Float64Array): boolean => ids.every((id, at) => at === 0 || id > ids[at - 1]!)
  expect({
    nodes: isAscending(nodeIds),
    ways: isAscending(wayIds),
    coordinates:
      nodeLon.every((lon) => Math.abs(lon) <= 1.8e9) && nodeLat.every((lat) => Math.abs(lat) <= 9e8),
    refs: wayRefs.every((node) => node < nodeIds.length),
    offsets: wayOffsets.every((offset, at) => at === 0 || offset >= wayOffsets[at - 1]!),
    tags: [...osm.nodeTags.keys()].every((node) => node < nodeIds.length),
  }).toEqual({ nodes: true, ways: true, coordinates: true, refs: true, offsets: true, tags: true })
  expect(nodeLon.length).toBe(nodeIds.length)
  expect(wayTags.length).toBe(wayIds.length)
  expect(wayOffsets.at(-1)).toBe(wayRefs.length)
}

afterEach(() => vi.restoreAllMocks())

const perKind = 1112

describe('F19, SEC-E05: a damaged extract is read or refused with the byte offset', () => {
  const extracts = encodings.map((encoding) => Buffer.from(writePbf(squareTown, encoding)))

  it('begins with whole extracts of at most 20 KB', async () => {
    const path = join(await aTemporaryFolder(), 'town.osm.pbf')
    for (const extract of extracts) {
      await writeFile(path, extract)

      expect(extract.length).toBeLessThanOrEqual(20_000)
      expect(blobStarts(extract).at(-1)).toBe(extract.length)
      expect(await outcomeOf(path)).toBe('read')
    }
  })

  it.each(Object.entries(mutations))(
    `with %s, ${perKind} times`,
    async (kind, mutate) => {
      const path = join(await aTemporaryFolder(), 'town.osm.pbf')
      // Every buffer of a size that a file can state comes from one of these two, zlib's and zstd's too.
      const asked = [vi.spyOn(Buffer, 'allocUnsafe'), vi.spyOn(Buffer, 'allocUnsafeSlow')]
      const outcomes = new Set<string>()

      for (let seed = 1; seed <= perKind; seed++) {
        const file = mutate(Buffer.from(extracts[seed % extracts.length]!), randomFrom(seed))
        await writeFile(path, file)
        for (const spy of asked) spy.mockClear()
        outcomes.add(await outcomeOf(path))
        const most = Math.max(0, ...asked.flatMap((spy) => spy.mock.calls.map(([bytes]) => bytes)))
        expect(most, `seed ${seed}`).toBeLessThanOrEqual(32 * 1024 * 1024 + 64)
        expect(most, `seed ${seed}`).toBeLessThanOrEqual(1032 * file.length + 256 * 1024)
      }

      expect([...outcomes].toSorted()).toEqual(ends[kind] ?? ['read', 'refused'])
    },
    60_000,
  )

  it('which is 10,000 times and more', () => {
    expect(perKind * Object.keys(mutations).length).toBeGreaterThanOrEqual(10_000)
  })
})

describe('F19: damaged GeoJSON is read or refused with the byte offset', () => {
  const collection = {
    type: 'FeatureCollection',
    features: squareTown.ways!.map(({ id, refs, tags }) => ({
      type: 'Feature',
      id: `way/${id}`,
      properties: tags,
      geometry: { type: 'LineString', coordinates: refs.map((ref) => [ref / 10_000, 41 + ref / 20_000]) },
    })),
  }

  it.each(['flipped bits', 'cut short', 'bytes put in', 'bytes taken out'])(
    'with %s, 300 times',
    async (kind) => {
      const path = join(await aTemporaryFolder(), 'town.geojson')
      const outcomes = new Set<string>()

      for (let seed = 1; seed <= 300; seed++) {
        await writeFile(path, mutations[kind]!(Buffer.from(JSON.stringify(collection)), randomFrom(seed)))
        outcomes.add(await outcomeOf(path))
      }

      expect(outcomes).toContain('refused')
    },
  )
})
