import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { ACCESS_CHANNEL, openAuth } from '@cartage/auth'
import { type Db, openDatabase, prepareDatabase, roleOf, startEmbeddedPostgres, warmUp } from '@cartage/db'
import { CartageError } from '@cartage/domain'
import { installQueues, openJobs } from '@cartage/jobs'
import {
  checkRegions,
  createGeocoder,
  createMailer,
  createRegionStore,
  ensureDemoRegion,
  queues,
  type Services,
  workOnQueues,
} from '@cartage/services'
import { sql } from 'kysely'
import { createBootSteps } from './boot-steps.ts'
import { everyHour } from './every-hour.ts'
import type { Environment, RoadsEnvironment, TlsFiles } from './environment.ts'
import { createHttpApp } from './http/app.ts'
import { openTlsCertificate, type TlsCertificate } from './http/tls-certificate.ts'
import { createLog, requestLog } from './log.ts'
import { createRoadsApp } from './osrm/roads-app.ts'
import { storeSource } from './osrm/store-source.ts'
import { openRedis } from './open-redis.ts'
import { ownRights } from './own-rights.ts'
import { requirePort } from './require-port.ts'
import { sealingKeys } from './sealing-keys.ts'

/** What a process does: serve requests, work on jobs, or both. */
export const roles = ['all', 'http', 'worker'] as const
export type Role = (typeof roles)[number]

export interface ServeOptions {
  readonly environment: Environment
  readonly role: Role
  /** Serves until it aborts. */
  readonly signal: AbortSignal
  /** Where the person who started it reads. */
  readonly print: (text: string) => void
}

/**
 * Starts everything in order, serves until the signal aborts, and ends everything in reverse order. Throws
 * PRECONDITION, in one line for a person, when something that it needs is missing.
 */
export async function serve({ environment, role, signal, print }: ServeOptions): Promise<void> {
  const { step, line } = createBootSteps(print)
  const log = createLog(environment.logLevel)
  await using cleanUp = new AsyncDisposableStack()

  const keys = sealingKeys(environment)
  if (role !== 'worker') await requirePort(environment.host, environment.port)
  const roads = role === 'worker' ? undefined : environment.roads
  if (roads) await requirePort(roads.host, roads.port, { host: 'ROADS_HOST', port: 'ROADS_PORT' })
  const certificate = environment.tls && cleanUp.use(await openCertificate(environment.tls))
  const ownerUrl = environment.databaseUrl ?? (await step('Starting PostgreSQL', startOwnDatabase))
  const { appUrl } = await step('Preparing the database', async () => {
    await makeDataFolder(environment.dataDir)
    const prepared = await prepareDatabase({
      ownerUrl,
      appUrl: environment.databaseAppUrl,
      dataDir: environment.dataDir,
    })
    // Whoever worked on a database of ours ended before it started again.
    const areWorkersGone = environment.databaseUrl === undefined
    await installQueues(ownerUrl, queues, roleOf(prepared.appUrl), { areWorkersGone })
    return prepared
  })
  signal.throwIfAborted()

  const onError = (error: Error): void => log.warn({ err: error }, 'a connection of the database broke')
  const db = openDatabase({ url: appUrl, onError })
  cleanUp.defer(() => db.destroy())
  await warmUp(db)
  const jobs = cleanUp.use(await openJobs({ db, url: appUrl, channels: [ACCESS_CHANNEL], onError }))
  const regions = cleanUp.use(createRegionStore(path.join(environment.dataDir, 'regions')))
  const redis = environment.redis && cleanUp.use(await openRedis(environment.redis, log))
  const auth = openAuth({
    db,
    redis,
    onAccessChange: (callback) => jobs.hear(ACCESS_CHANNEL, callback),
    isHttps: environment.isHttps,
    publicUrl: environment.publicUrl,
    keys,
    callRates: environment.callRates,
    outgoingNetworks: environment.outgoingNetworks,
  })
  await auth.checkKeys()
  const services: Services = {
    db,
    auth,
    jobs,
    regions,
    geocoder: environment.geocoder && createGeocoder(environment.geocoder),
    mailer: environment.mailer && cleanUp.use(await createMailer(environment.mailer)),
    log,
    publicUrl: environment.publicUrl,
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
  }

  if (role !== 'http') {
    await workOnQueues(services)
    cleanUp.use(everyHour(() => auth.removeDueOrganizations(), onError))
  }
  if (role !== 'worker') {
    const closing = new AbortController()
    const app = await createHttpApp({
      environment,
      services,
      log,
      certificate,
      readyChecks: [
        { name: 'database', isReady: () => canQuery(db) },
        ...(redis ? [{ name: 'redis', isReady: async () => !redis.isAway, isOptional: true }] : []),
      ],
      closing: closing.signal,
    })
    cleanUp.defer(async () => {
      closing.abort()
      await app.close()
    })
    await app.listen({ host: environment.host, port: environment.port })
    for (const warning of [...environment.warnings, ...ownRights()]) line(`Warning: ${warning}`)
    line(`\nReady at ${environment.publicUrl}`)
    if (roads) await serveRoads(roads)
    const token = await auth.issueFirstAdminToken()
    if (token !== null) {
      line(`First administrator (once, within 24 h): ${environment.publicUrl}/welcome#${token}`)
    }
    line('Ctrl-C stops it.\n')
  } else {
    line('\nWorking on jobs. Ctrl-C stops it.\n')
  }

  if (role !== 'http') void prepareRegions()
  await untilAborted(signal)

  async function serveRoads({ host, port, ...options }: RoadsEnvironment): Promise<void> {
    const { trustedProxies } = environment
    const app = await createRoadsApp({
      ...options,
      source: storeSource(regions),
      log: requestLog(log, environment.logLevel),
      trustedProxies,
      certificate,
    })
    cleanUp.defer(() => app.close())
    line(`OSRM's API at ${await app.listen({ host, port })}/route/v1/REGION-PROFILE/…`)
  }

  function openCertificate(files: TlsFiles): Promise<TlsCertificate> {
    return openTlsCertificate(files, {
      onRenewed: () => log.info('the TLS certificate was renewed'),
      onError: (error) => log.warn({ err: error }, 'the TLS certificate changed and cannot be used'),
    })
  }

  async function startOwnDatabase(): Promise<string> {
    const postgres = cleanUp.use(
      await startEmbeddedPostgres({ dataDir: environment.dataDir, log: (text) => log.debug(text) }),
    )
    postgres.failed.catch((error: unknown) =>
      log.fatal({ err: error }, 'PostgreSQL ended and would not start again'),
    )
    return postgres.ownerUrl
  }

  async function prepareRegions(): Promise<void> {
    if (environment.withDemo) await prepareDemo()
    try {
      await checkRegions(services)
    } catch (error) {
      if (!signal.aborted) log.error({ err: error }, 'the regions could not be checked')
    }
  }

  async function prepareDemo(): Promise<void> {
    const geojsonPath = createRequire(import.meta.url).resolve('geojson-path-finder/test/large-network.json')
    try {
      const startedAt = performance.now()
      const isNew = await ensureDemoRegion(services, { geojsonPath, signal })
      if (isNew) line(`Demo region ready ✓ ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
    } catch (error) {
      if (!signal.aborted) log.error({ err: error }, 'the demo region could not be built')
    }
  }
}

/** Makes the data folder; its parent must be there. */
async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    for (const folder of [dataDir, path.join(dataDir, 'regions')]) {
      await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      })
    }
  } catch (cause) {
    throw new CartageError(
      'PRECONDITION',
      `The data folder ${dataDir} cannot be written; make it writable, or set CARTAGE_DATA to another folder.`,
      { cause },
    )
  }
}

async function canQuery(db: Db): Promise<boolean> {
  await sql`select 1`.execute(db)
  return true
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
