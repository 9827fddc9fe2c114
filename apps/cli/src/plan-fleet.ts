import { readFile } from 'node:fs/promises'
import { CartageError, invalid, type FleetFile } from '@cartage/domain'
import { parseFleetFile, requireFleetProfiles } from '@cartage/services/planning'
import { lineOfPath } from './line-of-path.ts'

/** Reads a fleet for a region's profiles. INVALID names the file as the person wrote it, the line and the field. */
export async function readFleet(path: string, name: string, built: readonly string[]): Promise<FleetFile> {
  const text = await readText(path, name)
  try {
    const fleet = parseFleetFile(text)
    requireFleetProfiles(fleet, built)
    return fleet
  } catch (error) {
    if (!(error instanceof CartageError)) throw error
    const line = error.field === undefined ? undefined : lineOfPath(text, error.field.split('.'))
    throw new CartageError('INVALID', `${name}${line === undefined ? '' : `:${line}`}: ${error.message}`, {
      cause: error,
    })
  }
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause
    if (cause.code === 'ENOENT') throw invalid(`${name} does not exist.`)
    if (cause.code === 'EISDIR') throw invalid(`${name} is a folder; name a fleet file.`)
    throw invalid(`${name} cannot be read (${String(cause.code)}).`)
  }
}
