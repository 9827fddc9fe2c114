import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { RoadsError } from '../errors.ts'
import type { OsmData } from './osm-data.ts'
import { readPbf } from './pbf/read-pbf.ts'
import { readGeoJson } from './read-geojson.ts'

export interface BuildProgress {
  readonly phase: string
  readonly done: number
  readonly total: number
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined
}

/**
 * Reads a map extract into memory: `.osm.pbf`, or GeoJSON ways. The type is told from the content, never from the name.
 * Throws `not_found`, `unsupported_input` or `corrupt_input` with a message that names the file and what to do.
 */
export async function readOsm(path: string, options: ReadOptions = {}): Promise<OsmData> {
  const file = await openFile(path)
  try {
    const stat = await file.stat()
    if (stat.isDirectory()) {
      throw new RoadsError('unsupported_input', `${path} is a folder. Name an .osm.pbf or GeoJSON file.`)
    }
    if (stat.size === 0) throw new RoadsError('unsupported_input', `${path} is empty (0 bytes).`)
    const start = Buffer.alloc(64)
    const { bytesRead } = await file.read(start, 0, start.length, 0)
    const kind = sniff(start.subarray(0, bytesRead))
    if (kind === 'pbf') return await readPbf(file, path, options)
    if (kind === 'json') return await readGeoJson(file, path, options)
    throw new RoadsError('unsupported_input', `${path} ${kind}`)
  } finally {
    await file.close()
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const reason = code === 'ENOENT' ? 'does not exist' : `cannot be opened (${String(code)})`
    throw new RoadsError('not_found', `${path} ${reason}.`, { cause })
  }
}

/** The kind of the file, or for a foreign one the rest of the sentence that says so. */
function sniff(start: Buffer): string {
  const text = start
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (start.subarray(4).includes('OSMHeader')) return 'pbf'
  if (text.startsWith('{')) return 'json'
  if (text.startsWith('[')) return 'is JSON but not a GeoJSON FeatureCollection of ways.'
  if (text.startsWith('<')) return `is XML${xmlHint(text)}. Convert it: osmium cat FILE -o FILE.osm.pbf.`
  if (text.startsWith('PK')) return 'is a ZIP archive. Unpack it first.'
  if (start[0] === 0x1f && start[1] === 0x8b) return 'is packed with gzip. Unpack it first.'
  if (text.startsWith('BZh')) return 'is packed with bzip2. Unpack it first.'
  if (start.subarray(0, 7).includes('o5m2'))
    return 'is o5m. Convert it to .osm.pbf with osmconvert or osmium.'
  return 'is neither an .osm.pbf extract nor GeoJSON ways.'
}

function xmlHint(text: string): string {
  if (text.includes('<gpx')) return ' (GPX, a recorded track)'
  return text.includes('<osm') ? ' (OpenStreetMap XML)' : ''
}
