import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { json, withInstallation, withTenant, type InstallationTransaction, type Json } from '@cartage/db'
import {
  BUILD_CANCELLED,
  type CustomProfile,
  type OrganizationId,
  type RegionCounts,
  type RegionExtract,
  type RegionProgress,
  type RegionSummary,
} from '@cartage/domain'
import type { JobRun } from '@cartage/jobs'
import { RoadsError, type RegionInfo } from '@cartage/roads'
import type { Services } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { buildInWorker } from './build-in-worker.ts'
import { buildPace } from './build-pace.ts'
import type { RegionBuild } from './build-queue.ts'
import { removeUploads } from './remove-uploads.ts'

type Builder = Pick<Services, 'db' | 'regions' | 'log'>

const PROGRESS_MS = 500

/** The job that builds a region. What was there before serves until the new one is complete. */
export async function runRegionBuild(builder: Builder, run: JobRun<RegionBuild>): Promise<void> {
  const { payload, signal, isLastAttempt } = run
  try {
    await buildInto(builder, { ...payload, buildId: run.id }, signal)
  } catch (error) {
    const isCancelled = signal.aborted && signal.reason === 'cancelled'
    const isOver = isCancelled || error instanceof RoadsError || (isLastAttempt && !signal.aborted)
    if (isOver) {
      builder.log.warn({ err: error, region: payload.name }, 'a region could not be built')
      if (isHopeless(error)) await forgetUpload(builder, { ...payload, buildId: run.id })
      await fail(
        builder,
        { ...payload, buildId: run.id },
        isCancelled ? BUILD_CANCELLED : failureOf(error, payload),
      )
    }
    if (!isCancelled && !(error instanceof RoadsError)) throw error
  }
}

/** Whether the same extract would fail again. */
const isHopeless = (error: unknown): boolean =>
  error instanceof RoadsError &&
  (error.code === 'unsupported_input' || error.code === 'corrupt_input' || error.code === 'no_roads')

/** An upload that is no good goes at once; the next build takes what the region that stands was made from. */
async function forgetUpload({ db }: Builder, { name, buildId, extract }: RegionBuildRequest): Promise<void> {
  if (extract.kind !== 'upload') return
  await withInstallation(db, (trx) =>
    trx
      .updateTable('region.region')
      .set((row) => ({ extract: row.ref('builtFrom') as never }))
      .where('name', '=', name)
      .where('buildId', '=', buildId)
      .execute(),
  )
  await removeUploads([extract])
}

/** Has a region whose build died with its process say so instead of waiting for ever. */
export async function giveUpRegionBuild(builder: Builder, id: string, payload: RegionBuild): Promise<void> {
  const row = await withInstallation(builder.db, (trx) =>
    trx
      .selectFrom('region.region')
      .select('name')
      .where('name', '=', payload.name)
      .where('buildId', '=', id)
      .where('state', '=', 'building')
      .executeTakeFirst(),
  )
  if (row === undefined) return
  await fail(builder, { ...payload, buildId: id }, failureOf(undefined, payload))
}

/** An upload is stored under a made-up name, which tells its sender nothing, and other paths are not everybody's. */
const failureOf = (error: unknown, { extract }: RegionBuild): string =>
  error instanceof RoadsError
    ? error.message.replaceAll(extract.path, extract.fileName)
    : 'The build ended unexpectedly. The extract may need more memory than this machine has.'

export interface RegionBuildRequest {
  /** Whose consoles hear of it; nobody's when absent. */
  readonly organizationId: OrganizationId | null
  readonly name: string
  readonly extract: RegionExtract
  readonly profiles: readonly string[]
  readonly customProfiles: readonly CustomProfile[]
  /** The job; its writes count only while the region names it. */
  readonly buildId: string | null
}

/** Builds a region from an extract and keeps its row up to date meanwhile. */
export async function buildInto(
  builder: Builder,
  request: RegionBuildRequest,
  signal: AbortSignal,
): Promise<void> {
  const { name, extract, profiles, customProfiles } = request
  const out = builder.regions.folderOf(name)
  let wroteAt = 0
  let writing: Promise<void> = Promise.resolve()
  const paced = buildPace()
  const { info, sha256 } = await buildInWorker(
    { source: extract.path, out, name, profiles, customProfiles },
    {
      signal,
      onProgress: (progress) => {
        const told = paced(progress)
        const now = performance.now()
        if (now - wroteAt < PROGRESS_MS) return
        wroteAt = now
        writing = writing
          .then(async () => void (await update(builder, request, { progress: json(told) })))
          .catch((error: unknown) =>
            builder.log.warn({ err: error, region: name }, 'progress was not written'),
          )
      },
    },
  )
  await writing
  builder.regions.forget(name)
  const built = json({ ...extract, sha256 })
  const columns = { ...(await readyColumns(info, out)), extract: built, builtFrom: built }
  const before = await update(builder, request, columns)
  await removeUploads([before?.builtFrom], [extract])
}

/** What the row of a built region says. */
export async function readyColumns(info: RegionInfo, folder: string) {
  return {
    state: 'ready' as const,
    bounds: json(info.bounds),
    profiles: info.profiles,
    turns: info.turns,
    counts: json(countsOf(info)),
    attribution: info.attribution,
    sizeBytes: await sizeOf(folder),
    progress: null,
    failure: null,
    builtAt: new Date(info.builtAt),
  }
}

const countsOf = ({ stats }: RegionInfo): RegionCounts => ({
  junctions: stats.nodes,
  ways: stats.ways,
  directedSegments: stats.directed_segments,
  turnRestrictions: stats.restriction_relations_used,
  buildSeconds: stats.load_seconds,
})

/** A failed build leaves a region that was there before ready, and says why the new one is not. */
async function fail(builder: Builder, request: RegionBuildRequest, failure: string): Promise<void> {
  const isThere = await builder.regions.open(request.name).then(
    () => true,
    () => false,
  )
  const state = isThere ? ('ready' as const) : ('failed' as const)
  await update(builder, request, { state, failure, progress: null })
}

interface RegionChange {
  readonly state?: RegionSummary['state']
  readonly failure?: string | null
  readonly progress?: Json<RegionProgress> | null
}

/** Writes while the region still names this build; answers what stood before. */
async function update(
  { db }: Builder,
  { organizationId, name, buildId }: RegionBuildRequest,
  change: RegionChange | Awaited<ReturnType<typeof readyColumns>>,
): Promise<{ readonly builtFrom: RegionExtract | null } | undefined> {
  const write = async (trx: InstallationTransaction) => {
    const before = await trx
      .selectFrom('region.region')
      .select('builtFrom')
      .where('name', '=', name)
      .where('buildId', 'is not distinct from', buildId)
      .forUpdate()
      .executeTakeFirst()
    if (before === undefined) return undefined
    await trx.updateTable('region.region').set(change).where('name', '=', name).execute()
    return before
  }
  if (organizationId === null) return withInstallation(db, write)
  return withTenant(db, organizationId, async (trx) => {
    const before = await write(trx)
    await announce(trx, { organizationId }, { kind: 'region.changed', entityId: name })
    return before
  })
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
