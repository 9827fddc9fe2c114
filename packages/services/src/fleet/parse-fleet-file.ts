import { CartageError, fleetFile, invalid, type FleetFile } from '@cartage/domain'

/**
 * Reads a fleet file. INVALID names the field that is wrong, as a path such as `vehicles.2.capacity`, or where
 * the JSON breaks off.
 */
export function parseFleetFile(text: string): FleetFile {
  const parsed = fleetFile.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  const message = issue?.message ?? 'The fleet file has the wrong shape.'
  throw new CartageError('INVALID', field === '' ? message : `${field}: ${message}`, {
    reason: 'FLEET_FILE',
    ...(field === '' ? {} : { field }),
    cause: parsed.error,
  })
}

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
