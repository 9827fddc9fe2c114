import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { PMTiles, zxyToTileId } from 'pmtiles'
import type { Source } from 'pmtiles'
import { describe, expect, it } from 'vitest'
import { readOsm } from '../src/osm/read-osm.ts'
import { exportTiles } from '../src/tiles/export-tiles.ts'
import type { TileOrigin } from '../src/tiles/export-tiles.ts'
import { layers } from '../src/tiles/layers.ts'
import { tileId } from '../src/tiles/pmtiles-directory.ts'
import { aBasemap } from './a-basemap.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'
import { sharedFile } from './shared-extract.ts'

const monaco = sharedFile('osm/monaco.osm.pbf')
const bounds = { west: 7.4, south: 43.7, east: 7.45, north: 43.75 }

/** Tiles of made-up bytes: one content for a whole zoom, another for every tile of the next, none on each third column. */
const madeUp: TileOrigin = {
  info: { name: 'town', bounds, attribution: '© nobody' },
  tile: (z, x, y) => {
    if (x % 3 === 0) return undefined
    return new TextEncoder().encode(z % 2 === 0 ? `zoom ${z}` : `tile ${z}/${x}/${y}`)
  },
}

/** Opens an archive by the reader that PMTiles' makers publish. */
async function openArchive(file: string): Promise<PMTiles> {
  const bytes = await readFile(file)
  const source: Source = {
    getKey: () => file,
    getBytes: async (offset, length) => ({
      data: Uint8Array.from(bytes.subarray(offset, offset + length)).buffer,
    }),
  }
  return new PMTiles(source)
}

describe('an archive of tiles', () => {
  it('numbers tiles as the format does', () => {
    const tile = fc
      .integer({ min: 0, max: 20 })
      .chain((z) => fc.tuple(fc.constant(z), fc.nat(2 ** z - 1), fc.nat(2 ** z - 1)))

    fc.assert(
      fc.property(tile, ([z, x, y]) => {
        expect(tileId(z, x, y)).toBe(zxyToTileId(z, x, y))
      }),
    )
  })

  it('gives back every tile and nothing else, equal ones stored once', async () => {
    const file = join(await aTemporaryFolder(), 'town.pmtiles')

    const exported = await exportTiles(madeUp, file, { maxZoom: 13 })

    const archive = await openArchive(file)
    const wrong: string[] = []
    let found = 0
    for (let z = 0; z <= 13; z++) {
      const size = 2 ** z / 360
      for (let x = Math.floor(187.4 * size) - 1; x <= Math.floor(187.45 * size) + 1; x++) {
        for (let y = Math.floor(2 ** z * 0.36) - 1; y <= Math.ceil(2 ** z * 0.37); y++) {
          if (x < 0 || y < 0 || x >= 2 ** z || y >= 2 ** z) continue
          const stored = await archive.getZxy(z, x, y)
          if (!stored) continue
          found++
          const expected = madeUp.tile(z, x, y)
          if (!expected || !Buffer.from(stored.data).equals(expected)) wrong.push(`${z}/${x}/${y}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(found).toBe(exported.tiles)
    expect(exported.contents).toBeLessThan(exported.tiles)
  })

  it('says what it holds, as TileJSON does', async () => {
    const file = join(await aTemporaryFolder(), 'town.pmtiles')
    await exportTiles(madeUp, file, { maxZoom: 9 })

    const archive = await openArchive(file)

    expect(await archive.getHeader()).toMatchObject({
      specVersion: 3,
      clustered: true,
      tileType: 1,
      tileCompression: 2,
      internalCompression: 2,
      minZoom: 0,
      maxZoom: 9,
      minLon: 7.4,
      minLat: 43.7,
      maxLon: 7.45,
      maxLat: 43.75,
    })
    const metadata = await archive.getMetadata()
    expect(metadata).toMatchObject({ name: 'town', attribution: '© nobody' })
    expect((metadata as { vector_layers: { id: string }[] }).vector_layers.map(({ id }) => id)).toEqual(
      layers,
    )
  })

  it('finds tiles through leaf directories when there are many', async () => {
    const file = join(await aTemporaryFolder(), 'province.pmtiles')
    // Bytes and lengths that no compression shortens, so that the root has no room for all entries.
    const province: TileOrigin = {
      info: { name: 'province', bounds: { west: 7, south: 43, east: 9.2, north: 45 }, attribution: '' },
      tile: (z, x, y) => {
        let state = Math.imul(x, 2_654_435_761) ^ Math.imul(y, 40_503) ^ z
        return Uint8Array.from({ length: 1 + (Math.imul(state, 48_271) >>> 22) }, () => {
          state = Math.imul(state, 1_664_525) + 1_013_904_223
          return state >>> 24
        })
      },
    }

    const exported = await exportTiles(province, file, { maxZoom: 14 })

    const archive = await openArchive(file)
    const header = await archive.getHeader()
    expect(header.rootDirectoryLength).toBeLessThanOrEqual(16_384 - 127)
    expect(header.leafDirectoryLength).toBeGreaterThan(0)
    expect(exported.tiles).toBeGreaterThan(10_000)
    for (const [x, y] of [
      [8510, 5900],
      [8570, 6000],
      [8604, 5950],
    ] as const) {
      const stored = await archive.getZxy(14, x, y)
      expect(Buffer.from(stored!.data).equals(province.tile(14, x, y)!)).toBe(true)
    }
  }, 60_000)

  it('is not there when it could not be finished', async () => {
    const folder = await aTemporaryFolder()
    const file = join(folder, 'town.pmtiles')
    await writeFile(file, 'an older one')
    const failing: TileOrigin = {
      ...madeUp,
      tile: (z, x, y) => {
        if (z === 8) throw new Error('the disk is gone')
        return madeUp.tile(z, x, y)
      },
    }

    await expect(exportTiles(failing, file)).rejects.toThrow('the disk is gone')
    await expect(exportTiles(madeUp, file, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/)
    await expect(exportTiles(madeUp, join(folder, 'none', 'a.pmtiles'))).rejects.toMatchObject({
      code: 'unwritable_region',
    })
    await expect(exportTiles(madeUp, file, { maxZoom: 17 })).rejects.toMatchObject({
      code: 'unsupported_input',
    })

    expect(await readFile(file, 'utf8')).toBe('an older one')
    expect(await readdir(folder)).toEqual(['town.pmtiles'])
  })
})

describe.skipIf(!monaco)('the archive of Monaco', () => {
  it('has the tiles of the region, byte for byte, down to zoom 16', async () => {
    const osm = await readOsm(monaco!)
    const map = aBasemap(osm)
    const origin: TileOrigin = {
      info: { name: 'monaco', bounds: osm.bounds, attribution: '' },
      tile: (z, x, y) => map.tile(z, x, y),
    }
    const file = join(await aTemporaryFolder(), 'monaco.pmtiles')

    const exported = await exportTiles(origin, file)

    const archive = await openArchive(file)
    const different: string[] = []
    let compared = 0
    for (const z of [0, 5, 10, 12, 14, 16]) {
      const size = 2 ** z / 360
      for (let x = Math.floor((180 + osm.bounds.west) * size); x <= (180 + osm.bounds.east) * size; x++) {
        for (let y = 0; y < 2 ** z; y++) {
          const tile = map.tile(z, x, y)
          if (!tile || tile.length === 0) continue
          compared++
          const stored = await archive.getZxy(z, x, y)
          if (!stored || !Buffer.from(stored.data).equals(tile)) different.push(`${z}/${x}/${y}`)
        }
      }
    }
    expect(different).toEqual([])
    expect(compared).toBeGreaterThan(300)
    expect(exported.tiles).toBeGreaterThanOrEqual(compared)
  }, 60_000)
})
