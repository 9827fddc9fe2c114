import { organizationId, regionName } from '@cartage/domain'
import { defineQueue } from '@cartage/jobs'
import { z } from 'zod'

const extract = z.strictObject({
  kind: z.enum(['upload', 'path', 'demo']),
  path: z.string().min(1),
  fileName: z.string(),
  bytes: z.number().min(0),
  sha256: z.string().optional(),
})

/** A build that somebody asked for, or that the start of the program found necessary. */
export const regionBuild = z.strictObject({
  /** Whose consoles hear of its progress; regions themselves belong to the installation. */
  organizationId: organizationId.nullable(),
  name: regionName,
  extract,
  profiles: z.array(z.string().min(1)).min(1),
  /** Built besides `profiles`; a build that an older release queued has none. */
  customProfiles: z
    .array(z.strictObject({ name: z.string(), text: z.string() }).readonly())
    .readonly()
    .default([]),
})
export type RegionBuild = z.infer<typeof regionBuild>

/** Region builds. A killed build is not repeated more than once: the extract may be what killed it. */
export const regionBuildQueue = defineQueue<RegionBuild>('regions.build', regionBuild, {
  retryLimit: 1,
  expireInS: 6 * 3_600,
})
