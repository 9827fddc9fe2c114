import { fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aTown, writePbf } from '@cartage/testing'
import type { Extract } from '@cartage/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildRegion, openRegion, openShared, RoadsError } from '../src/index.ts'
import type { Region } from '../src/index.ts'
import { aRegion } from './a-region.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'
import { blockM, secondsAt } from './block-measures.ts'

const at = (lon: number, lat: number): { lon: number; lat: number } => ({ lon: lon / 1000, lat: lat / 1000 })
const town = (): Promise<Region> => aRegion(aTown)

// Lengths come in decimetres by edge, times in milliseconds.
describe('driving in a town', () => {
  it('takes the fast streets and adds up their lengths', async () => {
    const region = await town()

    const route = region.route([at(0, 1), at(2, 1)])

    expect(route?.distanceM).toBeCloseTo(2 * blockM, 1)
    expect(route?.durationS).toBeCloseTo(secondsAt(50, 2 * blockM), 3)
    expect(route?.geometry).toEqual([
      [0, 0.001],
      [0.001, 0.001],
      [0.002, 0.001],
    ])
  })

  it('drives a one-way lane one way only', async () => {
    const region = await town()

    const up = region.measure(at(1, 0), at(1, 1))
    const down = region.measure(at(1, 1), at(1, 0))

    expect(up?.distanceM).toBeCloseTo(blockM, 1)
    // Back around the block: High Street, West Lane, Main Street.
    expect(down?.distanceM).toBeCloseTo(3 * blockM, 1)
  })

  it('counts only the driven part of the first and the last street', async () => {
    const region = await town()

    const trip = region.measure(at(0.25, 0), at(0, 0.5))

    expect(trip?.distanceM).toBeCloseTo(0.75 * blockM, 1)
    expect(trip?.durationS).toBeCloseTo(secondsAt(50, 0.25 * blockM) + secondsAt(28, 0.5 * blockM), 3)
  })

  it('stays on a street when start and end are on it, and goes around where one-way forbids that', async () => {
    const region = await town()

    const along = region.measure(at(1, 0.25), at(1, 0.75))
    const back = region.measure(at(1, 0.75), at(1, 0.25))

    expect(along?.distanceM).toBeCloseTo(0.5 * blockM, 1)
    expect(back?.distanceM).toBeCloseTo(3.5 * blockM, 1)
  })

  it('needs no time to where it is', async () => {
    const region = await town()

    expect(region.measure(at(0.3, 0), at(0.3, 0))).toEqual({ durationS: 0, distanceM: 0 })
    expect(region.route([at(0.3, 0), at(0.3, 0)])?.geometry.length).toBe(2)
  })

  it('F19: finds no way to an island', async () => {
    const region = await town()

    const { durationS, distanceM } = region.matrix([at(0, 0), at(0, -20)])

    expect(region.route([at(0, 0), at(0, -20)])).toBeUndefined()
    expect([...durationS]).toEqual([0, Infinity, Infinity, 0])
    expect([...distanceM]).toEqual([0, Infinity, Infinity, 0])
  })

  it('drives a round of several legs', async () => {
    const region = await town()

    const route = region.route([at(0, 0), at(1, 0), at(1, 1), at(0, 1)])

    expect(route?.legs.map((leg) => Math.round(leg.distanceM / blockM))).toEqual([1, 1, 1])
    expect(route?.geometry.length).toBe(4)
  })

  it('draws the stretch that a point on a way stands for, as the way is drawn', async () => {
    const region = await town()

    const [east, lane, nowhere] = region.stretches([
      { wayId: 10, ...at(1.4, 0.1) },
      { wayId: 13, ...at(1, 0.9) },
      { wayId: 99, ...at(0, 0) },
    ])

    // Main Street has a junction at Mill Lane, so its eastern block alone is meant.
    expect(east).toEqual({
      name: 'Main Street',
      line: [
        [0.001, 0],
        [0.002, 0],
      ],
    })
    expect(lane).toEqual({
      name: 'Mill Lane',
      line: [
        [0.001, 0],
        [0.001, 0.001],
      ],
    })
    expect(nowhere).toBeUndefined()
  })

  it('says where it snapped, and takes that as a point', async () => {
    const region = await town()

    const snap = region.snap(0.0005, 0.0001)!

    expect(snap).toMatchObject({ lon: 0.0005, lat: 0, wayId: 10 })
    expect(snap.distanceM).toBeCloseTo(blockM / 10, 3)
    expect(region.measure(snap, at(1, 0))?.distanceM).toBeCloseTo(blockM / 2, 1)
  })

  it('F20: leaves points that are too far from any road out of the matrix', async () => {
    const region = await town()

    const { durationS, sourceSnaps } = region.matrix([at(0, 0), at(300, 300)], { maxSnapM: 1000 })

    expect(sourceSnaps[1]).toBeUndefined()
    expect([...durationS]).toEqual([0, Infinity, Infinity, Infinity])
  })

  it.each([
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
    [0, 90.1],
    [-181, 0],
  ])('SEC-E03, F20: refuses the coordinate %d, %d', async (lon, lat) => {
    const region = await town()

    expect(() => region.snap(lon, lat)).toThrow('is not longitude (-180 to 180), latitude (-90 to 90)')
    expect(() => region.matrix([{ lon, lat }])).toThrow('is not longitude')
  })

  it('drives around a ring without a junction', async () => {
    const ring: Extract = {
      nodes: aTown.nodes.slice(0, 5),
      ways: [{ id: 1, refs: [1, 2, 5, 4, 1], tags: { highway: 'residential', oneway: 'yes' } }],
    }
    const region = await aRegion(ring)

    expect(region.measure(at(0.5, 0), at(1, 0.5))?.distanceM).toBeCloseTo(blockM, 1)
    expect(region.measure(at(1, 0.5), at(0.5, 0))?.distanceM).toBeCloseTo(3 * blockM, 1)
  })

  it('F19: takes zero-length ways, repeated nodes and loops as they are', async () => {
    const odd: Extract = {
      nodes: [...aTown.nodes, { id: 20, lon: 0.002, lat: 0 }],
      ways: [
        ...aTown.ways!,
        { id: 20, refs: [3, 20], tags: { highway: 'residential' } },
        { id: 21, refs: [20, 20, 6], tags: { highway: 'residential' } },
        { id: 22, refs: [5, 5], tags: { highway: 'residential' } },
        { id: 23, refs: [1, 2, 1], tags: { highway: 'residential' } },
        { id: 24, refs: [], tags: { highway: 'residential' } },
      ],
    }
    const region = await aRegion(odd)

    expect(region.measure(at(1.5, 0), at(2, 0.5))?.distanceM).toBeCloseTo(blockM, 1)
  })

  it('ends at a bollard by car, yet starts and ends on either side of it', async () => {
    const blocked: Extract = {
      ...aTown,
      nodes: aTown.nodes.map((node) => (node.id === 5 ? { ...node, tags: { barrier: 'bollard' } } : node)),
    }
    const region = await aRegion(blocked, ['car'])

    // High Street is cut in the middle and Mill Lane ends there too.
    expect(region.route([at(0.5, 1), at(1.5, 1)])).toBeUndefined()
    expect(region.measure(at(0, 1), at(0.9, 1))?.distanceM).toBeCloseTo(0.9 * blockM, 1)
  })

  it('keeps cars off roads that lead nowhere, unless nothing else is near', async () => {
    const yard: Extract = {
      nodes: [...aTown.nodes, { id: 30, lon: 0.0005, lat: 0.0005 }, { id: 31, lon: 0.0006, lat: 0.0005 }],
      ways: [...aTown.ways!, { id: 30, refs: [30, 31], tags: { highway: 'service' } }],
    }
    const streets = {
      ...yard,
      ways: [...manyStreets(), ...yard.ways!],
      nodes: [...manyNodes(), ...yard.nodes],
    }
    const region = await aRegion(streets, ['car', 'anchor-car-1'])

    expect(region.snap(0.0005, 0.0005, { profile: 'anchor-car-1' })?.wayId).toBe(30)
    expect(region.snap(0.0005, 0.0005, { profile: 'car' })?.wayId).not.toBe(30)
  })
})

/** A long street joined to the town, so that a yard of two nodes is small beside it. */
const manyNodes = (): Extract['nodes'] =>
  Array.from({ length: 60 }, (_, index) => ({ id: 1000 + index, lon: -0.001 * (index + 1), lat: 0 }))
const manyStreets = (): NonNullable<Extract['ways']> => [
  { id: 1000, refs: [1, ...manyNodes().map(({ id }) => id)], tags: { highway: 'residential' } },
]

describe('the three questions', () => {
  const spot = fc.record({
    lon: fc.double({ min: -0.0005, max: 0.0025, noNaN: true }),
    lat: fc.double({ min: -0.0005, max: 0.0015, noNaN: true }),
  })

  it('get one answer: matrix, measure and route agree, and the path is as long as it says', async () => {
    const region = await town()
    fc.assert(
      fc.property(spot, spot, (from, to) => {
        const matrix = region.matrix({ sources: [from], targets: [to] })
        const measure = region.measure(from, to)
        const route = region.route([from, to])

        expect(measure).toEqual({ durationS: matrix.durationS[0], distanceM: matrix.distanceM[0] })
        expect(route?.durationS).toBe(measure?.durationS)
        expect(lengthM(route?.geometry ?? [])).toBeCloseTo(measure!.distanceM, 1)
      }),
      { seed: 6, numRuns: 300 },
    )
  })
})

/** Length of a line near the equator, where degrees are alike. */
function lengthM(line: readonly (readonly [number, number])[]): number {
  return line.reduce((sum, [lon, lat], index) => {
    const [lonBefore, latBefore] = line[Math.max(0, index - 1)]!
    return sum + Math.hypot(lon - lonBefore, lat - latBefore) * blockM * 1000
  }, 0)
}

describe('a region', () => {
  it('tells its counts, bounds, profiles and whose data it is', async () => {
    const { info } = await aRegion(aTown, ['car', 'bike'])

    expect(info).toMatchObject({
      name: 'town',
      profiles: ['car', 'bike'],
      attribution: '© OpenStreetMap contributors',
      bounds: { west: 0, south: -0.02, east: 0.002, north: 0.001 },
      stats: { nodes: 8, ways: 5, directed_segments: 13, largest_scc_nodes: 6 },
    })
  })

  it('serves every profile that was built, and names them when asked for another', async () => {
    const region = await aRegion(aTown, ['car', 'bike'])
    const onFoot = { profile: 'foot' }

    const byCar = region.measure(at(0, 0), at(2, 0))
    const byBike = region.measure(at(0, 0), at(2, 0), { profile: 'bike' })

    expect(byBike?.durationS).toBeGreaterThan(byCar!.durationS)
    expect(() => region.measure(at(0, 0), at(2, 0), onFoot)).toThrow('no profile "foot". It has car, bike.')
  })

  it('is shared with another thread without a copy', async () => {
    const region = await town()

    const handle = structuredClone(region.share())
    const other = openShared(handle)

    expect(other.measure(at(0, 0), at(2, 0))).toEqual(region.measure(at(0, 0), at(2, 0)))
    expect(other.info).toEqual(region.info)
  })

  it('finds streets and draws tiles of the same extract', async () => {
    const region = await town()

    expect(region.search('Mill Lane')[0]).toMatchObject({
      level: 'street',
      label: expect.stringContaining('Mill Lane'),
    })
    expect(region.reverse(0.0015, 0.0011)?.label).toContain('High Street')
    expect(region.tile(14, 8192, 8191)?.length).toBeGreaterThan(0)
  })
})

describe('building a region', () => {
  const sourceIn = async (folder: string, extract: Extract): Promise<string> => {
    const source = join(folder, 'town.osm.pbf')
    await writeFile(source, writePbf(extract))
    return source
  }

  it('F19: refuses an extract without a usable road and leaves no folder', async () => {
    const folder = await aTemporaryFolder()
    const source = await sourceIn(folder, {
      nodes: aTown.nodes,
      ways: [{ id: 1, refs: [1, 2], tags: { waterway: 'river' } }],
    })

    await expect(buildRegion({ source, out: join(folder, 'out') })).rejects.toMatchObject({
      code: 'no_roads',
      message: expect.stringContaining('no road that the profile car can use (1 ways in the file)'),
    })
    expect(await readdir(folder)).toEqual(['town.osm.pbf'])
  })

  it('F19: keeps the old region when the new extract is damaged', async () => {
    const folder = await aTemporaryFolder()
    const out = join(folder, 'out')
    const source = await sourceIn(folder, aTown)
    await buildRegion({ source, out })
    await writeFile(source, (await readFile(source)).subarray(0, 200))

    await expect(buildRegion({ source, out })).rejects.toMatchObject({ code: 'corrupt_input' })

    const region = await openRegion(out)
    expect(region.measure(at(0, 0), at(1, 0))).toBeDefined()
  })

  it('replaces a region and removes what it replaced', async () => {
    const folder = await aTemporaryFolder()
    const out = join(folder, 'out')
    const source = await sourceIn(folder, aTown)
    await buildRegion({ source, out, name: 'Old Town' })
    await buildRegion({ source, out, name: 'New Town' })

    const region = await openRegion(out)

    expect(region.info.name).toBe('New Town')
    expect(await readdir(out)).toHaveLength(2)
  })

  it('F19: survives a kill at any moment, and the next build clears the rest away', async () => {
    const folder = await aTemporaryFolder()
    const out = join(folder, 'out')
    const source = await sourceIn(folder, aTown)
    await buildRegion({ source, out, name: 'before' })
    const names: string[] = []
    for (const step of ['roads car 0', 'addresses 0', 'basemap 0', 'write 0']) {
      const child = fork(join(import.meta.dirname, 'build-and-wait.ts'), [source, out, step])
      await once(child, 'message')
      child.kill('SIGKILL')
      await once(child, 'exit')
      names.push((await openRegion(out)).info.name)
    }
    await buildRegion({ source, out, name: 'after' })

    expect(names).toEqual(['before', 'before', 'before', 'before'])
    expect((await openRegion(out)).info.name).toBe('after')
    expect(await readdir(out)).toHaveLength(2)
  })

  it('stops when it is cancelled and changes nothing', async () => {
    const folder = await aTemporaryFolder()
    const source = await sourceIn(folder, aTown)
    const cancel = new AbortController()
    const onProgress = ({ phase }: { phase: string }): void => {
      if (phase === 'addresses') cancel.abort(new Error('The dispatcher pressed Cancel.'))
    }

    const build = buildRegion({ source, out: join(folder, 'out'), onProgress, signal: cancel.signal })

    await expect(build).rejects.toThrow('The dispatcher pressed Cancel.')
    expect(await readdir(folder)).toEqual(['town.osm.pbf'])
  })

  it('leaves a folder alone that holds something else', async () => {
    const folder = await aTemporaryFolder()
    const source = await sourceIn(folder, aTown)

    await expect(buildRegion({ source, out: folder })).rejects.toMatchObject({
      code: 'unsupported_region',
      message: expect.stringContaining('holds other files'),
    })
    await expect(buildRegion({ source, out: source })).rejects.toThrow('is a file. Name a folder')
  })

  it('refuses the same profile twice', async () => {
    const folder = await aTemporaryFolder()
    const source = await sourceIn(folder, aTown)

    await expect(buildRegion({ source, out: join(folder, 'out'), profiles: ['car', 'car'] })).rejects.toThrow(
      'car is named twice',
    )
  })
})

describe('opening a region', () => {
  it('loads the profiles that are asked for, and names the others', async () => {
    const folder = await aTemporaryFolder()
    const out = join(folder, 'out')
    const source = join(folder, 'town.osm.pbf')
    await writeFile(source, writePbf(aTown))
    await buildRegion({ source, out, profiles: ['car', 'bike'] })

    const region = await openRegion(out, { profiles: ['bike'] })

    expect(region.measure(at(0, 0), at(1, 0))).toEqual(
      region.measure(at(0, 0), at(1, 0), { profile: 'bike' }),
    )
    expect(() => region.snap(0, 0, { profile: 'car' })).toThrow('It has bike.')
    await expect(openRegion(out, { profiles: ['foot'] })).rejects.toThrow('It has car, bike.')
  })

  it('says that there is none, and how to build one', async () => {
    const folder = await aTemporaryFolder()

    await expect(openRegion(folder)).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('cartage roads build'),
    })
  })

  it('F19: refuses what an older version built, and says so', async () => {
    const folder = await aTemporaryFolder()
    await writeFile(join(folder, 'region.json'), '{"formatVersion": 1, "name": "town"}')

    await expect(openRegion(folder)).rejects.toMatchObject({
      code: 'unsupported_region',
      message: expect.stringMatching(/has format version 1, this program reads \d+\. Build it again\./),
    })
  })

  it('F19: refuses damaged and missing files', async () => {
    const folder = await aTemporaryFolder()
    const out = join(folder, 'out')
    const source = join(folder, 'town.osm.pbf')
    await writeFile(source, writePbf(aTown))
    await buildRegion({ source, out })
    const generation = (await readdir(out)).find((entry) => entry.startsWith('g-'))!
    const roads = join(out, generation, 'car.roads')
    const bytes = await readFile(roads)

    await writeFile(roads, bytes.with(bytes.length - 200, 99))
    await expect(openRegion(out)).rejects.toMatchObject({ code: 'corrupt_region' })
    await writeFile(roads, bytes.subarray(0, 100))
    await expect(openRegion(out)).rejects.toMatchObject({ code: 'corrupt_region' })
    // A flipped bit that says nothing of the content may pass; what opens is as it was built.
    await writeFile(roads, bytes)
    const wanted = JSON.stringify((await openRegion(out)).measure(at(0, 0), at(1, 0)))
    for (let offset = 0; offset < bytes.length; offset += Math.ceil(bytes.length / 60)) {
      await writeFile(roads, bytes.with(offset, bytes[offset]! ^ 0x10))
      const outcome = await openRegion(out, { profiles: ['car'] }).then(
        (region) => JSON.stringify(region.measure(at(0, 0), at(1, 0))),
        (error: unknown) => (error instanceof RoadsError ? wanted : error),
      )
      expect(outcome).toBe(wanted)
    }
    await rm(roads)
    await expect(openRegion(out)).rejects.toMatchObject({ code: 'corrupt_region' })
    const estate = { ...aTown, ways: aTown.ways!.slice(0, 3) }
    await writeFile(source, writePbf(estate))
    await buildRegion({ source, out: join(folder, 'estate') })
    const [theirs = ''] = (await readdir(join(folder, 'estate'))).filter((entry) => entry.startsWith('g-'))
    await copyFile(join(folder, 'estate', theirs, 'car.roads'), roads)
    await expect(openRegion(out)).rejects.toMatchObject({
      code: 'corrupt_region',
      message: expect.stringContaining('car.roads is of another build'),
    })
    await mkdir(join(folder, 'other'))
    await writeFile(join(folder, 'other', 'region.json'), '{"name": 1}')
    await expect(openRegion(join(folder, 'other'))).rejects.toMatchObject({ code: 'corrupt_region' })
  })
})
