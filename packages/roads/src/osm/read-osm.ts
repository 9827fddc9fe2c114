import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { RoadsError } from '../errors.ts'
import { readGeoJson } from './geojson/read-geojson.ts'
import type { OsmData } from './osm-data.ts'
import { readPbf } from './pbf/read-pbf.ts'

export interface BuildProgress {
  readonly phase: string
  readonly done: number
  readonly total: number
  /** What `done` and `total` count; a phase of a single step counts nothing. */
  readonly unit?: ProgressUnit | undefined
}

export type ProgressUnit = 'bytes' | 'junctions' | 'files'

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined
}

export interface OpenFile {
  readonly handle: FileHandle
  readonly path: string
  readonly size: number
}

/**
 * Reads map extracts into memory: `.osm.pbf`, or GeoJSON ways. The type is told from the content, never from the name.
 * Several extracts become one: elements are merged by id, so they may overlap. Throws `not_found`, `unsupported_input` or
 * `corrupt_input` with a message that names the file, the byte and what to do.
 */
export async function readOsm(
  source: string | readonly string[],
  options: ReadOptions = {},
): Promise<OsmData> {
  const paths = typeof source === 'string' ? [source] : source
  const files: OpenFile[] = []
  try {
    const kinds = new Set<string>()
    for (const path of paths) {
      const file = await openFile(path)
      files.push(file)
      kinds.add(await kindOf(file))
    }
    if (kinds.size > 1) {
      throw new RoadsError(
        'unsupported_input',
        `${paths.join(' and ')} cannot be joined: GeoJSON has no node ids to join .osm.pbf extracts by. Name files of one kind.`,
      )
    }
    if (kinds.has('pbf')) return await readPbf(files, options)
    if (kinds.has('json')) return await readGeoJson(files, options)
    throw new RoadsError('not_found', 'Name at least one .osm.pbf or GeoJSON file.')
  } finally {
    for (const { handle } of files) await handle.close()
  }
}

async function openFile(path: string): Promise<OpenFile> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const reason = code === 'ENOENT' ? 'does not exist' : `cannot be opened (${String(code)})`
    throw new RoadsError('not_found', `${path} ${reason}.`, { cause })
  }
  return { handle, path, size: (await handle.stat()).size }
}

/** `pbf` or `json`. Throws `unsupported_input` for anything else. */
async function kindOf({ handle, path, size }: OpenFile): Promise<'pbf' | 'json'> {
  if ((await handle.stat()).isDirectory()) {
    throw new RoadsError('unsupported_input', `${path} is a folder. Name an .osm.pbf or GeoJSON file.`)
  }
  if (size === 0) throw new RoadsError('unsupported_input', `${path} is empty: it ends at byte 0.`)
  const start = Buffer.alloc(64)
  const { bytesRead } = await handle.read(start, 0, start.length, 0)
  const kind = sniff(start.subarray(0, bytesRead))
  if (typeof kind === 'string') return kind
  throw new RoadsError('unsupported_input', `${path} ${kind.what} (from byte 0). ${kind.fix}`.trim())
}

/** The kind of the file, or for a foreign one what it is and what to do with it. */
function sniff(start: Buffer): 'pbf' | 'json' | { readonly what: string; readonly fix: string } {
  const text = start
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (start[0] === 0x1f && start[1] === 0x8b) return { what: 'is packed with gzip', fix: 'Unpack it first.' }
  if (start.subarray(4).includes('OSMHeader')) return 'pbf'
  if (text.startsWith('{')) return 'json'
  if (text.startsWith('[')) return { what: 'is JSON but not a GeoJSON FeatureCollection of ways', fix: '' }
  if (text.startsWith('<')) {
    return { what: `is XML${xmlHint(text)}`, fix: 'Convert it: osmium cat FILE -o FILE.osm.pbf.' }
  }
  if (text.startsWith('PK')) return { what: 'is a ZIP archive', fix: 'Unpack it first.' }
  if (text.startsWith('BZh')) return { what: 'is packed with bzip2', fix: 'Unpack it first.' }
  if (start.subarray(0, 7).includes('o5m2')) {
    return { what: 'is o5m', fix: 'Convert it to .osm.pbf with osmconvert or osmium.' }
  }
  return { what: 'is neither an .osm.pbf extract nor GeoJSON ways', fix: '' }
}

function xmlHint(text: string): string {
  if (text.includes('<gpx')) return ' (GPX, a recorded track)'
  return text.includes('<osm') ? ' (OpenStreetMap XML)' : ''
}
