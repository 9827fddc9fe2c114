import { organizationId, regionName } from '@cartage/domain'
import { defineQueue } from '@cartage/jobs'
import { z } from 'zod'

/** A build that somebody asked for. */
export const regionBuild = z.strictObject({
  /** Whose consoles hear of its progress; regions themselves belong to the installation. */
  organizationId,
  name: regionName,
  /** Path of the extract on this machine. */
  source: z.string().min(1),
  /** Removes the extract afterwards: it was uploaded for this build alone. */
  removesSource: z.boolean(),
})
export type RegionBuild = z.infer<typeof regionBuild>

/** Region builds. A killed build is not repeated more than once: the extract may be what killed it. */
export const regionBuildQueue = defineQueue<RegionBuild>('regions.build', regionBuild, {
  retryLimit: 1,
  expireInS: 6 * 3_600,
})
