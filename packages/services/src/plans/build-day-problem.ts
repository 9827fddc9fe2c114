import type { Problem } from '@cartage/solver'
import { roadChanges } from '../closures/road-changes.ts'
import { buildProblem, profilesOf } from '../planning/build-problem.ts'
import { locationsOf } from '../planning/locations.ts'
import { toTravelMatrix } from '../planning/to-travel-matrix.ts'
import type { RegionStore } from '../regions/region-store.ts'
import type { LoadedDay } from './load-planning-day.ts'

/** The problem of a day on the roads of its depot's region, as they are that day; one matrix for each profile that its vehicles drive. */
export async function buildDayProblem(
  regions: RegionStore,
  day: LoadedDay,
  signal?: AbortSignal,
): Promise<Problem> {
  const region = await regions.open(day.depot.region)
  const locations = locationsOf(day)
  const changes = roadChanges(day.closures)
  const byProfile: Record<string, ReturnType<typeof toTravelMatrix>> = {}
  for (const profile of profilesOf(day, region.info.profiles)) {
    const { points } = locations
    const matrix = await regions.matrix(day.depot.region, { points, profile, changes, signal })
    byProfile[profile] = toTravelMatrix(matrix)
  }
  return buildProblem(day, { locations, byProfile })
}
