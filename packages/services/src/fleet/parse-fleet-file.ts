import { CartageError, fleetFile, invalid, type FleetFile } from '@cartage/domain'
import { missingProfile } from '../planning/pick-profile.ts'

/**
 * Reads a fleet file. INVALID names the field that is wrong, as a path such as `vehicles.2.capacity`, or where
 * the JSON breaks off.
 */
export function parseFleetFile(text: string): FleetFile {
  const parsed = fleetFile.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  throw wrongAt(field, issue?.message ?? 'The fleet file has the wrong shape.', parsed.error)
}

/** INVALID for the first vehicle of a file whose profile the roads of its depot were not built for. */
export function requireFleetProfiles({ vehicles }: FleetFile, built: readonly string[]): void {
  for (const [index, { profile }] of vehicles.entries()) {
    const missing = missingProfile(profile, built)
    if (missing !== undefined) throw wrongAt(`vehicles.${index}.profile`, missing)
  }
}

const wrongAt = (field: string, message: string, cause?: unknown): CartageError =>
  new CartageError('INVALID', field === '' ? message : `${field}: ${message}`, {
    reason: 'FLEET_FILE',
    ...(field === '' ? {} : { field }),
    cause,
  })

function parseJson(text: string): unknown {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (content.trim() === '') throw invalid('The fleet file is empty.')
  try {
    return JSON.parse(content)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CartageError('INVALID', `The fleet file is not JSON: ${why}`, {
      reason: 'FLEET_FILE',
      cause: error,
    })
  }
}
