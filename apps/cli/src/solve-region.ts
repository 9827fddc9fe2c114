import { resolve } from 'node:path'
import { openRegion, RoadsError } from '@cartage/roads'
import { MAX_SNAP_M, toTravelMatrix } from '@cartage/services/planning'
import type { AskTravel } from '@cartage/solver'
import { ArgumentError } from './solve-options.ts'

/**
 * Travel on the roads of the region that `--region` names. A profile that was not built drives as the region's
 * first one does. @throws ArgumentError when the folder is no region.
 */
export async function travelOnRoads(dir: string, cwd: string): Promise<AskTravel> {
  try {
    const region = await openRegion(resolve(cwd, dir))
    return (points, profile) => {
      const places = points.map(([lon, lat]) => ({ lon, lat }))
      const built = region.info.profiles.includes(profile) ? profile : region.info.profiles[0]
      const { durationS, distanceM } = toTravelMatrix(
        region.matrix(places, { maxSnapM: MAX_SNAP_M, ...(built === undefined ? {} : { profile: built }) }),
      )
      return { durationS: Int32Array.from(durationS), distanceM: Int32Array.from(distanceM) }
    }
  } catch (error) {
    if (!(error instanceof RoadsError)) throw error
    throw new ArgumentError(`--region: ${error.message}`)
  }
}
