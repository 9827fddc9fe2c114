import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CartageError } from '@cartage/domain'
import type { RegionStore } from '@cartage/services'
import type { RoadsSource } from './profile-segment.ts'

/** The regions of the console, as they are built and rebuilt. */
export function storeSource(regions: RegionStore): RoadsSource {
  return {
    find: (name) =>
      regions.open(name).catch((error: unknown) => {
        if (error instanceof CartageError && error.reason === 'REGION_NOT_READY') return undefined
        throw error
      }),
    names: async () => {
      const folders = await readdir(regions.folder).catch(() => [])
      const isBuilt = await Promise.all(
        folders.map((name) => stat(join(regions.folder, name, 'region.json')).then(isFile, () => false)),
      )
      return folders.filter((_, index) => isBuilt[index])
    },
  }
}

const isFile = (found: { isFile(): boolean }): boolean => found.isFile()
