import { z } from 'zod'
import { RoadsError } from '../../errors.ts'
import { Float64List } from '../../number-list.ts'
import { NodeCollector } from '../node-collector.ts'
import { emptyTags } from '../osm-data.ts'
import type { OsmData, Tags } from '../osm-data.ts'
import type { OpenFile, ReadOptions } from '../read-osm.ts'
import { WayCollector } from '../way-collector.ts'
import { NodeTable } from './node-table.ts'
import { FeatureSplitter } from './split-features.ts'
import type { FeatureText } from './split-features.ts'

const chunkBytes = 1024 * 1024

const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })

const feature = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.object({ type: z.string(), coordinates: z.unknown() }).nullish(),
})

/**
 * Reads ways from GeoJSON FeatureCollections whose properties are OpenStreetMap tags, as overpass-turbo exports them
 * (also nested under `tags`), feature by feature. LineStrings and polygon outlines become ways, points become tagged nodes.
 * There are no node ids in GeoJSON: ways meet where coordinates are equal, also across files.
 */
export async function readGeoJson(files: readonly OpenFile[], options: ReadOptions): Promise<OsmData> {
  const reader = new FeatureReader()
  const total = files.reduce((sum, { size }) => sum + size, 0)
  let before = 0
  for (const file of files) {
    await readFile(file, reader, options.signal, (done) =>
      options.onProgress?.({ phase: 'read', done: before + done, total, unit: 'bytes' }),
    )
    before += file.size
  }
  return reader.finish()
}

async function readFile(
  { handle, path, size }: OpenFile,
  reader: FeatureReader,
  signal: AbortSignal | undefined,
  report: (done: number) => void,
): Promise<void> {
  const splitter = new FeatureSplitter()
  const chunk = Buffer.allocUnsafe(Math.min(size, chunkBytes))
  let index = 0
  let done = 0
  report(0)
  for (;;) {
    signal?.throwIfAborted()
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, done)
    if (bytesRead === 0) break
    const hasMark = done === 0 && chunk.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
    const start = hasMark ? 3 : 0
    for (const text of split(splitter, chunk.subarray(start, bytesRead), path)) {
      reader.add(text, `${path}, feature ${index++} (byte ${text.offset + start})`)
    }
    done += bytesRead
    report(done)
  }
  requireCollection(splitter, path)
}

function split(splitter: FeatureSplitter, chunk: Buffer, path: string): readonly FeatureText[] {
  try {
    return splitter.push(chunk)
  } catch (cause) {
    if (cause instanceof RangeError) throw notACollection(path, cause)
    throw cause
  }
}

/** Checks what is around the features, once they are read. */
function requireCollection(splitter: FeatureSplitter, path: string): void {
  const cutAt = splitter.unfinishedAt()
  if (cutAt !== undefined) {
    throw new RoadsError(
      'corrupt_input',
      `${path} is not valid JSON: it breaks off in what begins at byte ${cutAt}. Export it again.`,
    )
  }
  let json: unknown
  try {
    json = JSON.parse(splitter.outer())
  } catch {
    // What the parser says quotes the file, which may be none that its sender may read.
    throw new RoadsError('corrupt_input', `${path} is not valid JSON from byte 0 on. Export it again.`)
  }
  if (!collection.safeParse(json).success) throw notACollection(path)
}

function notACollection(path: string, cause?: unknown): RoadsError {
  return new RoadsError(
    'unsupported_input',
    `${path} is JSON but not a GeoJSON FeatureCollection of ways (from byte 0).`,
    cause === undefined ? undefined : { cause },
  )
}

/** Makes ways and nodes of features. */
class FeatureReader {
  readonly #ways = new WayCollector()
  readonly #nodes = new NodeTable()
  readonly #refs = new Float64List()
  #count = 0

  add({ text }: FeatureText, where: string): void {
    const fail = (what: string): RoadsError => new RoadsError('corrupt_input', `${where}: ${what}.`)
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      throw fail('it is not valid JSON')
    }
    this.#count++
    const parsed = feature.safeParse(json)
    if (!parsed.success) throw fail('it is not a GeoJSON feature')
    const { geometry, properties } = parsed.data
    if (!geometry) return
    const tags = readTags(properties ?? {})
    // Negative, as OpenStreetMap editors number what has no id yet: it cannot meet a real one.
    const id = featureId(parsed.data.id ?? properties?.['@id']) ?? -this.#count
    const line = (coordinates: unknown): void => {
      this.#refs.clear()
      if (!Array.isArray(coordinates)) throw fail(`a coordinate is not [longitude, latitude] in degrees`)
      for (const position of coordinates) {
        if (!isPosition(position)) throw fail(`a coordinate is not [longitude, latitude] in degrees`)
        this.#refs.push(this.#nodes.idAt(position[0], position[1]))
      }
      this.#ways.addWay(id, this.#refs, tags)
    }
    if (geometry.type === 'LineString') line(geometry.coordinates)
    else if (geometry.type === 'Polygon') {
      if (Array.isArray(geometry.coordinates)) line(geometry.coordinates[0])
    } else if (geometry.type === 'Point') {
      const at = geometry.coordinates
      if (!isPosition(at)) throw fail('its coordinate is not [longitude, latitude] in degrees')
      this.#nodes.tag(at[0], at[1], tags)
    }
  }

  finish(): OsmData {
    const nodes = new NodeCollector(this.#ways.neededNodes())
    this.#nodes.addTo(nodes)
    const found = nodes.finish(undefined)
    return { source: 'geojson', ...found, ...this.#ways.finish(found.nodeIds) }
  }
}

/** By hand, since there are as many as points on the map. */
function isPosition(value: unknown): value is readonly [lon: number, lat: number] {
  if (!Array.isArray(value)) return false
  const [lon, lat]: readonly unknown[] = value
  return typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90
}

function readTags(properties: Readonly<Record<string, unknown>>): Tags {
  const tags = emptyTags()
  const nested = properties['tags']
  const source = isRecord(nested) ? nested : properties
  for (const [key, value] of Object.entries(source)) {
    if (key.startsWith('@') || key === 'id') continue
    if (typeof value === 'string') tags[key] = value
    else if (typeof value === 'number' || typeof value === 'boolean') tags[key] = String(value)
  }
  return tags
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function featureId(value: unknown): number | undefined {
  const digits = /^(?:way\/)?(\d{1,15})$/.exec(String(value))?.[1]
  return digits === undefined ? undefined : Number(digits)
}
