import { json, type InstallationTransaction } from '@cartage/db'
import type { RegionExtract } from '@cartage/domain'
import type { Services } from '../context.ts'
import { regionBuildQueue, type RegionBuild } from './build-queue.ts'
import { regionColumns } from './internal.ts'

export interface QueuedBuild extends RegionBuild {
  readonly extract: RegionExtract
  /** Why it has to be built, where nobody asked for it. */
  readonly why?: string | undefined
}

/**
 * Writes the region down as `building` and queues its build, both or neither. Undefined while another build of it runs.
 */
export async function queueRegionBuild(
  trx: InstallationTransaction,
  { jobs, newId }: Pick<Services, 'jobs' | 'newId'>,
  { why, ...build }: QueuedBuild,
) {
  const buildId = newId()
  const begun = {
    state: 'building' as const,
    extract: json(build.extract),
    customProfiles: json(build.customProfiles),
    buildId,
    failure: why ?? null,
    progress: null,
  }
  const row = await trx
    .insertInto('region.region')
    .values({ ...begun, name: build.name, profiles: build.profiles, sizeBytes: null, builtAt: null })
    .onConflict((target) =>
      target.column('name').doUpdateSet(begun).where('region.region.state', '!=', 'building'),
    )
    .returning(regionColumns)
    .executeTakeFirst()
  if (row === undefined) return undefined
  await jobs.enqueue(trx, regionBuildQueue, buildId, build)
  return row
}
