import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { givenKeys, openAuth, permissionsOf } from '@cartage/auth'
import type { OrganizationId, Role } from '@cartage/domain'
import { openJobs, type Jobs } from '@cartage/jobs'
import { createRegionStore, type Services, type StaffContext, type VisitorContext } from '@cartage/services'
import { anId } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { afterAll, beforeAll } from 'vitest'
import { appRouter } from '../src/root.ts'

export interface LogLine {
  readonly fields: object
  readonly message: string
}

export interface TestApi {
  readonly services: Services
  /** What went to the log. */
  readonly log: readonly LogLine[]
  /** Cookies that were set. */
  readonly cookies: readonly string[]
  staff(role: Role, organizationId: OrganizationId): StaffContext
  /** Calls procedures by path, as the role given or as a visitor. */
  call(path: string, input: unknown, staff: StaffContext | null): Promise<unknown>
  visitor(staff: StaffContext | null): VisitorContext
}

/** The router over real services, without HTTP. */
export function useApi(): TestApi {
  const database = useTestDatabase()
  const log: LogLine[] = []
  const cookies: string[] = []
  let folder: string
  let jobs: Jobs
  let services: Services
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cartage-api-'))
    jobs = await openJobs({ db: database.db, url: database.appUrl, onError: () => undefined })
    const write = (fields: object, message: string): void => void log.push({ fields, message })
    services = {
      db: database.db,
      auth: openAuth({
        db: database.db,
        isHttps: false,
        publicUrl: 'http://localhost:3000',
        keys: givenKeys('seven-grey-herons-by-a-lighthouse', 'keys'),
        // Walks of the whole router ask more than a person does.
        callRates: { user: 0, organization: 0 },
      }),
      jobs,
      regions: createRegionStore(folder),
      log: { info: write, warn: write, error: write },
      publicUrl: 'http://localhost:3000',
      now: () => new Date('2026-04-01T10:00:00Z'),
      newId: () => crypto.randomUUID(),
    }
  }, 60_000)
  afterAll(async () => {
    await jobs[Symbol.asyncDispose]()
    await services.regions[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })
  const visitor = (staff: StaffContext | null): VisitorContext => ({
    ...services,
    request: { cookieHeader: undefined, remoteAddress: '203.0.113.7', userAgent: 'test' },
    setCookie: (cookie) => void cookies.push(cookie),
    staff,
  })
  return {
    get services() {
      return services
    },
    log,
    cookies,
    visitor,
    staff: (role, organizationId) => ({
      ...services,
      sessionId: anId(),
      userId: anId<'user'>(),
      email: 'robin@example.test',
      name: 'Robin',
      organizationId,
      role,
      roleName: role,
      permissions: permissionsOf(role),
      depotIds: null,
      isOperator: false,
      authenticatedAt: services.now(),
      lacks: null,
      isSessionAlive: async () => true,
    }),
    async call(path, input, staff) {
      const caller: unknown = appRouter.createCaller(visitor(staff))
      let at: unknown = caller
      for (const part of path.split('.')) at = (at as Record<string, unknown>)[part]
      return (at as (input: unknown) => Promise<unknown>)(input)
    },
  }
}
