import type { Region } from '@cartage/roads'
import type { CheckContext } from './check-context.ts'

/** Alternatives that are worth naming in a message. */
const MATCHES = 3

/** What the checks ask of a region. */
export function regionLookups(region: Region): Pick<CheckContext, 'bounds' | 'search' | 'roadDistanceM'> {
  return {
    bounds: region.info.bounds,
    search: (text, near) => region.search(text, { limit: MATCHES, near }),
    roadDistanceM: ({ lon, lat }) => region.snap(lon, lat)?.distanceM,
  }
}
