import { readdir, stat } from 'node:fs/promises'
import { withInstallation, type InstallationTables, type InstallationTransaction } from '@cartage/db'
import {
  type CustomProfile,
  regionName,
  vehicleProfiles,
  type RegionExtract,
  usualProfiles,
} from '@cartage/domain'
import type { Insertable } from 'kysely'
import type { Services } from '../context.ts'
import { inspectRegion } from './inspect-region.ts'
import { queueRegionBuild } from './queue-region-build.ts'
import { readyColumns } from './run-region-build.ts'

type Checker = Pick<Services, 'db' | 'jobs' | 'regions' | 'log' | 'newId'>

/**
 * Compares what is written down with what stands in the regions' folder, when the program starts. A region that the
 * command line built there is entered. One that this release cannot read, because an older one built it or because its
 * files are damaged, says so and is built again from its extract where that is still there.
 */
export async function checkRegions(checker: Checker): Promise<void> {
  const rows = await withInstallation(checker.db, (trx) =>
    trx
      .selectFrom('region.region')
      .select(['name', 'state', 'builtAt', 'profiles', 'builtFrom', 'customProfiles'])
      .execute(),
  )
  const known = new Map(rows.map((row) => [row.name, row]))
  const folders = await readdir(checker.regions.folder).catch(() => [])
  const names = folders.filter((name) => regionName.safeParse(name).success)
  for (const name of new Set([...known.keys(), ...names])) await checkRegion(checker, name, known.get(name))
}

type FoundColumns = Omit<Insertable<InstallationTables['region.region']>, 'name' | 'buildId'>

interface KnownRegion {
  readonly state: string
  readonly builtAt: Date | null
  readonly profiles: readonly string[]
  readonly customProfiles: readonly CustomProfile[]
  readonly builtFrom: RegionExtract | null
}

async function checkRegion(checker: Checker, name: string, row: KnownRegion | undefined): Promise<void> {
  // A build under way puts everything right; one that failed would fail again.
  if (row?.state === 'building' || row?.state === 'failed') return
  const folder = checker.regions.folderOf(name)
  const found = await inspectRegion(folder)
  if (found.kind === 'sound') {
    const isWritten = row?.state === 'ready' && row.builtAt?.toISOString() === found.info.builtAt
    if (isWritten) return
    // Somebody else built it, from what only they know.
    const columns = { ...(await readyColumns(found.info, folder)), builtFrom: null }
    await withInstallation(checker.db, (trx) => enter(trx, name, columns))
    return
  }
  if (found.kind === 'missing' && row === undefined) return
  const state = found.kind === 'missing' ? 'damaged' : found.kind
  const message = found.kind === 'missing' ? 'Its files are gone.' : found.message
  const extract = await standing(row?.builtFrom)
  checker.log.warn({ region: name, state, willRebuild: extract !== undefined }, message)
  await withInstallation(checker.db, async (trx) => {
    if (extract !== undefined) {
      const profiles = row?.profiles.filter(isProfile) ?? []
      await queueRegionBuild(trx, checker, {
        organizationId: null,
        name,
        extract,
        profiles: profiles.length > 0 ? profiles : [...usualProfiles],
        customProfiles: row?.customProfiles ?? [],
        why: `${message} It is built again from ${extract.fileName}.`,
      })
      return
    }
    await enter(trx, name, {
      state,
      profiles: row?.profiles ?? [],
      sizeBytes: null,
      builtAt: row?.builtAt ?? null,
      progress: null,
      failure: `${message} Its extract is not on the server: give it again to build the region.`,
    })
  })
}

const isProfile = (name: string): boolean => vehicleProfiles.some((profile) => profile === name)

/** The extract, if its file is still there. */
async function standing(extract: RegionExtract | null | undefined): Promise<RegionExtract | undefined> {
  const found = extract ? await stat(extract.path).catch(() => undefined) : undefined
  return extract && found?.isFile() === true ? { ...extract, bytes: found.size } : undefined
}

/** Writes down what was found, unless a build has begun meanwhile. */
async function enter(trx: InstallationTransaction, name: string, found: FoundColumns): Promise<void> {
  await trx
    .insertInto('region.region')
    .values({ ...found, name, buildId: null })
    .onConflict((target) =>
      target.column('name').doUpdateSet(found).where('region.region.state', '!=', 'building'),
    )
    .execute()
}
