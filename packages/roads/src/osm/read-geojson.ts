import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { RoadsError } from '../errors.ts'
import { OsmCollector } from './osm-collector.ts'
import { unitsPerDegree } from './osm-data.ts'
import type { OsmData, Tags } from './osm-data.ts'
import type { ReadOptions } from './read-osm.ts'

const maxBytes = 512 * 1024 * 1024

const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })

const feature = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.object({ type: z.string(), coordinates: z.unknown() }).nullish(),
})

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.unknown())

/**
 * Reads ways from a GeoJSON FeatureCollection whose properties are OpenStreetMap tags, as overpass-turbo exports it
 * (also nested under `tags`). LineStrings and polygon outlines become ways, points become tagged nodes.
 * There are no node ids in GeoJSON: ways meet where coordinates are equal.
 */
export async function readGeoJson(file: FileHandle, path: string, options: ReadOptions): Promise<OsmData> {
  const { size } = await file.stat()
  if (size > maxBytes) {
    throw new RoadsError(
      'unsupported_input',
      `${path} is larger than 512 MiB. Use an .osm.pbf extract instead.`,
    )
  }
  options.onProgress?.({ phase: 'read', done: 0, total: size })
  const text = await file.readFile({ encoding: 'utf8', signal: options.signal })
  const { features } = parseCollection(text, path)
  const collector = new OsmCollector()
  const nodes = new NodeTable(collector)
  features.forEach((item, index) => {
    if (index % 4096 === 0) options.signal?.throwIfAborted()
    addFeature(item, index, { path, collector, nodes })
  })
  nodes.finish()
  options.onProgress?.({ phase: 'read', done: size, total: size })
  return collector.finish('geojson', undefined)
}

function parseCollection(text: string, path: string): z.infer<typeof collection> {
  let json: unknown
  try {
    json = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw new RoadsError('corrupt_input', `${path} is not valid JSON: ${reason}`, { cause })
  }
  const parsed = collection.safeParse(json)
  if (parsed.success) return parsed.data
  throw new RoadsError('unsupported_input', `${path} is JSON but not a GeoJSON FeatureCollection of ways.`)
}

interface FeatureContext {
  readonly path: string
  readonly collector: OsmCollector
  readonly nodes: NodeTable
}

function addFeature(item: unknown, index: number, context: FeatureContext): void {
  const fail = (what: string): RoadsError =>
    new RoadsError('corrupt_input', `${context.path}, feature ${index}: ${what}.`)
  const parsed = feature.safeParse(item)
  if (!parsed.success) throw fail('it is not a GeoJSON feature')
  const { geometry, properties } = parsed.data
  if (!geometry) return
  const tags = readTags(properties ?? {})
  // Negative, as OpenStreetMap editors number what has no id yet: it cannot meet a real one.
  const id = featureId(parsed.data.id ?? properties?.['@id']) ?? -(index + 1)
  const line = (coordinates: unknown): void => {
    const points = z.array(position).safeParse(coordinates)
    if (!points.success) throw fail(`a coordinate is not [longitude, latitude] in degrees`)
    const refs = Float64Array.from(points.data, ([lon, lat]) => context.nodes.idAt(lon, lat))
    context.collector.addWay(id, refs, tags)
  }
  if (geometry.type === 'LineString') line(geometry.coordinates)
  else if (geometry.type === 'Polygon') {
    if (Array.isArray(geometry.coordinates)) line(geometry.coordinates[0])
  } else if (geometry.type === 'Point') {
    const at = position.safeParse(geometry.coordinates)
    if (!at.success) throw fail('its coordinate is not [longitude, latitude] in degrees')
    context.nodes.tag(at.data[0], at.data[1], tags)
  }
}

/** Nodes by coordinate, numbered from 1 in the order they are met. */
class NodeTable {
  readonly #ids = new Map<string, number>()
  readonly #tags = new Map<number, Tags>()
  readonly #collector: OsmCollector

  constructor(collector: OsmCollector) {
    this.#collector = collector
  }

  idAt(lon: number, lat: number): number {
    const key = `${Math.round(lon * unitsPerDegree)},${Math.round(lat * unitsPerDegree)}`
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#ids.size + 1
    this.#ids.set(key, id)
    return id
  }

  tag(lon: number, lat: number, tags: Tags): void {
    this.#tags.set(this.idAt(lon, lat), tags)
  }

  finish(): void {
    for (const [key, id] of this.#ids) {
      const [lon = 0, lat = 0] = key.split(',').map(Number)
      this.#collector.addNode(id, lon, lat, this.#tags.get(id))
    }
  }
}

function readTags(properties: Readonly<Record<string, unknown>>): Tags {
  const tags: Record<string, string> = Object.create(null)
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
