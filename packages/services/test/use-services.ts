import { givenKeys, openAuth, permissionsOf } from '@cartage/auth'
import type { OrganizationId, Role } from '@cartage/domain'
import { openJobs, type Jobs } from '@cartage/jobs'
import { anId, aTenant } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { afterAll, beforeAll } from 'vitest'
import type { Services, StaffContext } from '../src/context.ts'
import { createRegionStore, type RegionStore } from '../src/regions/region-store.ts'
import { aRegionFolder } from './a-region-folder.ts'

/** Noon in Stockholm, a week before the day that tests plan. */
export const NOW = new Date('2026-04-01T10:00:00Z')

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

export interface TestServices {
  /** The services of one process, on a database and a region of the test file's own. */
  readonly services: Services
  /** Somebody of a fresh organization, or of the one given. */
  staff(role?: Role, organizationId?: OrganizationId): Promise<StaffContext>
}

/** Opens everything that verbs need, once a test file. */
export function useServices(): TestServices {
  const database = useTestDatabase()
  let regionFolder: Awaited<ReturnType<typeof aRegionFolder>>
  let regions: RegionStore
  let jobs: Jobs
  let services: Services
  beforeAll(async () => {
    regionFolder = await aRegionFolder()
    regions = createRegionStore(regionFolder.folder)
    jobs = await openJobs({ db: database.db, url: database.appUrl, onError: () => undefined })
    services = {
      db: database.db,
      auth: openAuth({
        db: database.db,
        isHttps: false,
        publicUrl: 'http://localhost:3000',
        keys: givenKeys('seven-grey-herons-by-a-lighthouse', 'keys'),
      }),
      jobs,
      regions,
      log: silent,
      publicUrl: 'http://localhost:3000',
      now: () => NOW,
      newId: () => crypto.randomUUID(),
    }
  }, 60_000)
  afterAll(async () => {
    await jobs[Symbol.asyncDispose]()
    await regions[Symbol.asyncDispose]()
    await regionFolder[Symbol.asyncDispose]()
  })
  return {
    get services() {
      return services
    },
    async staff(role = 'dispatcher', organizationId) {
      return {
        ...services,
        sessionId: anId(),
        userId: anId<'user'>(),
        email: 'robin@example.test',
        name: 'Robin',
        organizationId: organizationId ?? (await aTenant(services.db)),
        role,
        roleName: role,
        permissions: permissionsOf(role),
        depotIds: null,
        isOperator: false,
        authenticatedAt: NOW,
        lacks: null,
        isSessionAlive: async () => true,
      }
    },
  }
}
