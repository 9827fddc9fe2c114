import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CartageError, precondition, regionName, type Point } from '@cartage/domain'
import { openRegion, RoadsError, type Matrix, type Region, type RoadChange } from '@cartage/roads'
import { MAX_SNAP_M } from '../planning/max-snap.ts'
import { LiveRoads, type LiveRequest } from './live-roads.ts'
import { RoadThreads } from './road-threads.ts'
import { TileWorker } from './tile-worker-client.ts'

export interface MatrixRequest {
  readonly points: readonly Point[]
  readonly profile: string
  /** Roads that are closed or have another speed. */
  readonly changes?: readonly RoadChange[] | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The opened regions of this process. A region is read from its folder when it is first asked for and again
 * after it was rebuilt; small questions are answered at once, heavy ones on other threads.
 */
export interface RegionStore extends AsyncDisposable {
  /** Answers heavy questions about a region that was opened here. */
  readonly threads: Pick<RoadThreads, 'ask'>
  /** Where regions live, one folder each. */
  readonly folder: string
  /** Where a region lives or will live. */
  folderOf(name: string): string
  /** The region, ready for small questions; PRECONDITION `REGION_NOT_READY` when there is none. */
  open(name: string): Promise<Region>
  /** The region with some of its roads closed or at another speed; only the profile asked for knows of them. */
  live(name: string, request: LiveRequest): Promise<Region>
  /** Durations and distances between all points, computed without holding up this thread for long, however many others wait. */
  matrix(name: string, request: MatrixRequest): Promise<Matrix>
  /** A vector tile, uncompressed; undefined where there is nothing to draw. */
  tile(name: string, z: number, x: number, y: number): Promise<Uint8Array | undefined>
  /** Forgets a region, so that the next question reads its folder again. */
  forget(name: string): void
}

/** Up to this many pairs are faster here than on another thread. */
const SMALL_MATRIX = 100 * 100
/** How long a folder is trusted not to have been rebuilt by another process. Milliseconds. */
const TRUST_MS = 2_000

interface Opened {
  readonly region: Region
  readonly live: LiveRoads
  /** Changes with every build. */
  readonly stamp: string
  checkedAt: number
}

/** Opens regions from folders below `folder`. */
export function createRegionStore(folder: string): RegionStore {
  const opened = new Map<string, Promise<Opened>>()
  const tiles = new TileWorker()
  const threads = new RoadThreads()
  const folderOf = (name: string): string => join(folder, regionName.parse(name))

  async function load(name: string): Promise<Opened> {
    const stamp = await stampOf(folderOf(name))
    if (stamp === undefined) {
      throw precondition(
        `The region ${name} has no roads yet. Build it, or wait for its build to end.`,
        notReady,
      )
    }
    try {
      const region = await openRegion(folderOf(name))
      return { region, live: new LiveRoads(region), stamp, checkedAt: Date.now() }
    } catch (error) {
      if (!(error instanceof RoadsError)) throw error
      const why =
        error.code === 'unsupported_region' ? 'was built by an older version of Cartage' : 'has damaged files'
      const message = `The region ${name} ${why} and cannot be read. An administrator can build it again under Regions.`
      throw new CartageError('PRECONDITION', message, {
        reason: notReady,
        detail: error.message,
        cause: error,
      })
    }
  }

  async function fresh(name: string): Promise<Opened> {
    const known = opened.get(name)
    if (known !== undefined) {
      const entry = await known
      if (Date.now() - entry.checkedAt < TRUST_MS) return entry
      const stamp = await stampOf(folderOf(name))
      if (stamp === entry.stamp) {
        entry.checkedAt = Date.now()
        return entry
      }
    }
    // Whoever asked meanwhile has begun to read the folder already.
    const begun = opened.get(name)
    if (begun !== undefined && begun !== known) return begun
    const loading = load(name)
    opened.set(name, loading)
    if (known !== undefined) void close(known)
    loading.catch(() => {
      if (opened.get(name) === loading) opened.delete(name)
    })
    return loading
  }

  /** What was opened goes on answering those who hold it. */
  async function close(entry: Promise<Opened> | undefined): Promise<void> {
    const closing = await entry?.catch(() => undefined)
    await closing?.live[Symbol.asyncDispose]()
  }

  return {
    folder,
    folderOf,
    threads,
    open: async (name) => (await fresh(name)).region,
    live: async (name, request) => (await fresh(name)).live.at(request),
    async matrix(name, { points, profile, changes = [], signal }) {
      const region = await (await fresh(name)).live.at({ profile, changes })
      if (points.length ** 2 <= SMALL_MATRIX) {
        return region.matrix(points, { profile, maxSnapM: MAX_SNAP_M, signal })
      }
      return threads.ask(
        region,
        { method: 'matrix', args: [points, { profile, maxSnapM: MAX_SNAP_M }] },
        { signal, isPatient: true },
      )
    },
    async tile(name, z, x, y) {
      const { region, stamp } = await fresh(name)
      return tiles.draw({ key: `${name} ${stamp}`, handle: () => region.share(), z, x, y })
    },
    forget(name) {
      void close(opened.get(name))
      opened.delete(name)
    },
    async [Symbol.asyncDispose]() {
      const entries = [...opened.values()]
      opened.clear()
      await Promise.all(entries.map(close))
      await Promise.all([threads[Symbol.asyncDispose](), tiles[Symbol.asyncDispose]()])
    },
  }
}

const notReady = 'REGION_NOT_READY'

/** Says which build a folder holds; undefined when it holds none. */
async function stampOf(dir: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs } = await stat(join(dir, 'region.json'))
    return `${ino} ${mtimeMs}`
  } catch {
    return undefined
  }
}
