import { existsSync } from 'node:fs'
import path from 'node:path'

const sharedFolder = path.resolve(import.meta.dirname, '../../../../shared')

/** A file of the shared test data beside the repository, or undefined (said aloud) where that is absent. */
export function sharedFile(name: string): string | undefined {
  const file = path.join(sharedFolder, name)
  if (existsSync(file)) return file
  console.warn(`skipped: ${name} of the shared test data is not beside this repository`)
  return undefined
}
