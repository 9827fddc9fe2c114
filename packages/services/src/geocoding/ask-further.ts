import { CartageError, type Bounds, type Point } from '@cartage/domain'
import type { Match } from '@cartage/roads'
import type { Log } from '../context.ts'
import type { Geocoder } from './geocoder.ts'

/** Addresses of one order file that a geocoder is asked for: at one a second more would hold up the import for longer than a person waits. */
const mostAsked = 200

interface AskFurtherOptions {
  readonly geocoder: Geocoder | undefined
  readonly within: Bounds
  readonly log: Log
  readonly signal?: AbortSignal | undefined
}

/**
 * What the checks of one order file ask a geocoder, each address once; undefined where there is none that may be asked in bulk. After the
 * first failure, and after `mostAsked` addresses, it knows nothing more, and the rows are judged by the region's own addresses.
 */
export function askFurther({
  geocoder,
  within,
  log,
  signal,
}: AskFurtherOptions): ((text: string, near: Point) => Promise<readonly Match[]>) | undefined {
  if (geocoder === undefined || !geocoder.allowsBulk) return undefined
  let left = mostAsked
  const answered = new Map<string, readonly Match[]>()
  return async (text, near) => {
    const known = answered.get(text)
    if (known !== undefined) return known
    if (left === 0) return []
    left--
    try {
      const matches = await geocoder.search(text, { near, within, signal })
      answered.set(text, matches)
      return matches
    } catch (error) {
      if (!(error instanceof CartageError)) {
        signal?.throwIfAborted()
        throw error
      }
      left = 0
      log.warn({ err: error }, 'the geocoder fails; the rest of the file does without it')
      return []
    }
  }
}
