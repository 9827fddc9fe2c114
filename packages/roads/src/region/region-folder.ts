import { randomUUID } from 'node:crypto'
import { access, constants, mkdir, open, readFile, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { RoadsError } from '../errors.ts'
import { statedChecksum } from '../sections.ts'
import { readPacked, writePacked } from './packed-file.ts'
import type { RegionInfo } from './types.ts'

/** Raised whenever a stored array changes meaning. */
export const regionFormat = 5

const infoFile = 'region.json'

const manifest = z.object({
  formatVersion: z.number(),
  generation: z.string().regex(/^[0-9a-z-]+$/),
  /** The checksum of each file, so that those of two regions are not mixed. */
  files: z.record(z.string().regex(/^[0-9a-z.-]+$/), z.number()),
  name: z.string(),
  bounds: z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() }),
  profiles: z.array(z.string()).min(1),
  attribution: z.string(),
  builtAt: z.string(),
  turns: z.boolean(),
  stats: z.object({
    nodes: z.number(),
    directed_segments: z.number(),
    ways: z.number(),
    refs_missing_from_extract: z.number(),
    blocked_nodes: z.number(),
    restriction_relations_used: z.number(),
    forbidden_turn_pairs: z.number(),
    load_seconds: z.number(),
    largest_scc_nodes: z.number(),
  }),
})

type Manifest = z.infer<typeof manifest>

/** A file of a region, such as `car.roads`: what it holds, in pieces. */
export type RegionFile = readonly [name: string, chunks: readonly Uint8Array[]]

/**
 * Checks before a long build that its result can be stored: `dir` is a region, an empty folder or nothing yet.
 * Throws `unsupported_region` when something else is there and `unwritable_region` when nothing can be.
 */
export async function requireRegionFolder(dir: string): Promise<void> {
  const found = await stat(dir).catch(() => undefined)
  if (!found) return requireWritable(await nearestExisting(dirname(resolve(dir))), dir)
  if (!found.isDirectory()) {
    throw new RoadsError('unsupported_region', `${dir} is a file. Name a folder for the region.`)
  }
  const entries = await readdir(dir)
  const isForeign = entries.some((entry) => entry !== infoFile && !isGeneration(entry))
  if (isForeign) {
    throw new RoadsError('unsupported_region', `${dir} holds other files. Name an empty or a new folder.`)
  }
  await requireWritable(dir, dir)
}

async function nearestExisting(dir: string): Promise<string> {
  const isThere = await stat(dir).then(
    () => true,
    () => false,
  )
  return isThere || dirname(dir) === dir ? dir : nearestExisting(dirname(dir))
}

async function requireWritable(existing: string, dir: string): Promise<void> {
  try {
    await access(existing, constants.W_OK)
  } catch (cause) {
    throw unwritable(dir, cause)
  }
}

/**
 * Makes a folder and what is missing above it; says whether it was not there.
 * @NOTE `mkdir` with `recursive` never returns where a parent refuses children with ENOENT, as below /proc.
 */
async function makeFolder(dir: string): Promise<boolean> {
  if (await stat(dir).catch(() => undefined)) return false
  const parent = dirname(dir)
  if (parent !== dir) await makeFolder(parent)
  await mkdir(dir)
  return true
}

function unwritable(dir: string, cause: unknown): RoadsError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  return new RoadsError('unwritable_region', `The region cannot be written to ${dir} (${code}).`, { cause })
}

/**
 * Stores a region, each file as soon as it is built. The files go to a folder of their own, and one rename of `region.json` makes
 * them the region's: whoever opens it, and whenever the process dies, gets the whole old or the whole new one. What goes wrong while
 * the files are built is thrown as it is, and nothing is left.
 */
export async function writeRegionFolder(
  dir: string,
  files: AsyncIterable<RegionFile>,
  finish: () => RegionInfo,
): Promise<RegionInfo> {
  const generation = `g-${process.pid}-${randomUUID().slice(0, 8)}`
  const folder = join(dir, generation)
  const replaced = await readManifest(dir).then(
    (previous) => previous.generation,
    () => undefined,
  )
  let isNew = false
  let info: RegionInfo
  try {
    isNew = await makeFolder(dir)
    await mkdir(folder)
    const checksums: Record<string, number> = {}
    for await (const [name, chunks] of files) {
      await writePacked(join(folder, name), chunks)
      const [beginning] = chunks
      if (beginning) checksums[name] = statedChecksum(beginning)
    }
    await syncFolder(folder)
    info = finish()
    const content: Manifest = { ...info, profiles: [...info.profiles], generation, files: checksums }
    await writeDurably(join(folder, infoFile), JSON.stringify(content, undefined, 2))
    await rename(join(folder, infoFile), join(dir, infoFile))
    await syncFolder(dir)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    if (isNew) await rmdir(dir).catch(() => undefined)
    throw error instanceof Error && 'syscall' in error ? unwritable(dir, error) : error
  }
  await removeLeftovers(dir, generation, replaced)
  return info
}

/** Reads a region into shared memory: what `region.json` says and the files that `isWanted` picks. */
export async function readRegionFolder(
  dir: string,
  isWanted: (file: string) => boolean,
): Promise<{ readonly info: RegionInfo; readonly files: Record<string, SharedArrayBuffer> }> {
  for (let attempt = 1; ; attempt++) {
    const { generation, files: checksums, ...info } = await readManifest(dir)
    try {
      const files: Record<string, SharedArrayBuffer> = {}
      for (const [name, checksum] of Object.entries(checksums).filter(([file]) => isWanted(file))) {
        const path = join(dir, generation, name)
        const file = await readPacked(path)
        if (statedChecksum(new Uint8Array(file)) !== checksum) {
          throw new RoadsError('corrupt_region', `${path} is of another build. Build the region again.`)
        }
        files[name] = file
      }
      return { info, files }
    } catch (cause) {
      // A build may have replaced the region between the two reads; then the new one is there now.
      if (attempt < 3 && (await readManifest(dir)).generation !== generation) continue
      throw cause instanceof RoadsError
        ? cause
        : new RoadsError('corrupt_region', `The region in ${dir} is incomplete. Build it again.`, { cause })
    }
  }
}

async function readManifest(dir: string): Promise<Manifest> {
  const path = resolve(dir, infoFile)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new RoadsError(
      'not_found',
      `There is no region in ${dir}. Build one: cartage roads build EXTRACT --out ${dir}.`,
      {
        cause,
      },
    )
  }
  const json = parseJson(text)
  const version = z.object({ formatVersion: z.number() }).safeParse(json).data?.formatVersion
  if (version !== undefined && version !== regionFormat) {
    throw new RoadsError(
      'unsupported_region',
      `The region in ${dir} has format version ${version}, this program reads ${regionFormat}. Build it again.`,
    )
  }
  const parsed = manifest.safeParse(json)
  if (!parsed.success)
    throw new RoadsError('corrupt_region', `${path} is unreadable. Build the region again.`)
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function isGeneration(entry: string): boolean {
  return /^g-\d+-[0-9a-f]{8}$/.test(entry)
}

/** Removes the replaced region and what killed builds left; a build that still runs keeps its folder. */
async function removeLeftovers(dir: string, current: string, replaced: string | undefined): Promise<void> {
  for (const entry of await readdir(dir)) {
    if (!isGeneration(entry) || entry === current) continue
    const owner = Number(entry.split('-')[1])
    const isLeft = entry === replaced || !isRunning(owner) || (await isAbandoned(join(dir, entry)))
    if (isLeft) await rm(join(dir, entry), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // There is one, of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const abandonedMs = 60 * 60 * 1000

/** Process ids are reused: a folder that nobody wrote to for an hour belongs to no build. */
async function isAbandoned(folder: string): Promise<boolean> {
  // Another build that ends just now may have removed it.
  const found = await stat(folder).catch(() => undefined)
  return found !== undefined && Date.now() - found.mtimeMs > abandonedMs
}
