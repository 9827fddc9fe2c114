import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { json, withInstallation, withTenant, type InstallationTransaction, type Json } from '@cartage/db'
import { vehicleProfiles, type OrganizationId, type RegionSummary } from '@cartage/domain'
import type { JobRun } from '@cartage/jobs'
import { RoadsError, type RegionInfo } from '@cartage/roads'
import type { Services } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { buildInWorker } from './build-in-worker.ts'
import type { RegionBuild } from './build-queue.ts'

type Builder = Pick<Services, 'db' | 'regions' | 'log'>

const PROGRESS_MS = 500

/** The job that builds a region. What was there before serves until the new one is complete. */
export async function runRegionBuild(builder: Builder, run: JobRun<RegionBuild>): Promise<void> {
  const { payload, signal, isLastAttempt } = run
  let isOver = true
  try {
    await buildInto(builder, { ...payload, buildId: run.id }, signal)
  } catch (error) {
    const isCancelled = signal.aborted && signal.reason === 'cancelled'
    isOver = isCancelled || error instanceof RoadsError || (isLastAttempt && !signal.aborted)
    if (isOver) {
      builder.log.warn({ err: error, region: payload.name }, 'a region could not be built')
      await fail(
        builder,
        { ...payload, buildId: run.id },
        isCancelled ? 'The build was cancelled.' : failureOf(error, payload),
      )
    }
    if (!isCancelled && !(error instanceof RoadsError)) throw error
  } finally {
    if (isOver && payload.removesSource) await rm(payload.source, { force: true })
  }
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
  if (payload.removesSource) await rm(payload.source, { force: true })
}

/** An upload is stored under a made-up name, which tells its sender nothing. */
const failureOf = (error: unknown, { source, removesSource }: RegionBuild): string =>
  error instanceof RoadsError
    ? error.message.replaceAll(source, removesSource ? 'The uploaded file' : source)
    : 'The build ended unexpectedly. The extract may need more memory than this machine has.'

export interface RegionBuildRequest {
  /** Whose consoles hear of it; nobody's when absent. */
  readonly organizationId?: OrganizationId | undefined
  readonly name: string
  readonly source: string
  /** The job; its writes count only while the region names it. */
  readonly buildId: string | null
}

/** Builds a region from an extract and keeps its row up to date meanwhile. */
export async function buildInto(
  builder: Builder,
  request: RegionBuildRequest,
  signal: AbortSignal,
): Promise<void> {
  const { name, source } = request
  const out = builder.regions.folderOf(name)
  let wroteAt = 0
  let writing: Promise<void> = Promise.resolve()
  const info = await buildInWorker(
    { source, out, name, profiles: vehicleProfiles },
    {
      signal,
      onProgress: (progress) => {
        const now = performance.now()
        if (now - wroteAt < PROGRESS_MS) return
        wroteAt = now
        writing = writing
          .then(() => update(builder, request, { progress: json(progress) }))
          .catch((error: unknown) =>
            builder.log.warn({ err: error, region: name }, 'progress was not written'),
          )
      },
    },
  )
  await writing
  builder.regions.forget(name)
  await update(builder, request, await readyColumns(info, out))
}

/** What the row of a built region says. */
export async function readyColumns(info: RegionInfo, folder: string) {
  return {
    state: 'ready' as const,
    bounds: json(info.bounds),
    profiles: info.profiles,
    attribution: info.attribution,
    sizeBytes: await sizeOf(folder),
    progress: null,
    failure: null,
    builtAt: new Date(info.builtAt),
  }
}

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
  readonly progress?: Json<NonNullable<RegionSummary['progress']>> | null
}

async function update(
  { db }: Builder,
  { organizationId, name, buildId }: RegionBuildRequest,
  change: RegionChange | Awaited<ReturnType<typeof readyColumns>>,
): Promise<void> {
  const write = (trx: InstallationTransaction) =>
    trx
      .updateTable('region.region')
      .set(change)
      .where('name', '=', name)
      .where('buildId', 'is not distinct from', buildId)
      .execute()
  if (organizationId === undefined) {
    await withInstallation(db, write)
    return
  }
  await withTenant(db, organizationId, async (trx) => {
    await write(trx)
    await announce(trx, { organizationId }, { kind: 'region.changed', entityId: name })
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
