import { parentPort } from 'node:worker_threads'
import { openShared, type Region } from '@cartage/roads'
import type { TileAnswer, TileQuestion } from './tile-worker-client.ts'

/** Few regions are looked at in one moment; each costs little, for its memory is shared. */
const KEPT = 4
const regions = new Map<string, Region>()

parentPort?.on('message', ({ id, key, handle, z, x, y }: TileQuestion) => {
  parentPort?.postMessage(answer())

  function answer(): TileAnswer {
    try {
      return { id, tile: regionOf().tile(z, x, y) }
    } catch (error) {
      return { id, failure: error instanceof Error ? error.message : String(error) }
    }
  }

  function regionOf(): Region {
    const known = regions.get(key)
    if (known !== undefined) return known
    const oldest = regions.keys().next().value
    if (regions.size >= KEPT && oldest !== undefined) regions.delete(oldest)
    const region = openShared(handle)
    regions.set(key, region)
    return region
  }
})
