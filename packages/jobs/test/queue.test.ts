import { once } from 'node:events'
import { withTenant } from '@cartage/db'
import type { OrganizationId } from '@cartage/domain'
import { aTenant } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { describe, expect, it } from 'vitest'
import { type JobRun, type Jobs, openJobs } from '../src/open-jobs.ts'
import { testQueue } from './queues.ts'

type Payload = { organizationId: OrganizationId; word: string }

const database = useTestDatabase()
const open = (): Promise<Jobs> =>
  openJobs({ db: database.db, url: database.appUrl, onError: (error) => console.warn(error.message) })

/** Resolves with the next run and keeps it running until told. */
function holding(): { next: Promise<JobRun<Payload>>; handler: (run: JobRun<Payload>) => Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<JobRun<Payload>>()
  return {
    next: promise,
    handler: async (run) => {
      resolve(run)
      if (!run.signal.aborted) await once(run.signal, 'abort')
      throw new Error(String(run.signal.reason))
    },
  }
}

describe('the queue', () => {
  it('gives a job to a worker once its transaction commits', async () => {
    await using jobs = await open()
    const organizationId = await aTenant(database.db)
    const { promise, resolve } = Promise.withResolvers<JobRun<Payload>>()
    const id = crypto.randomUUID()

    await withTenant(database.db, organizationId, (trx) =>
      jobs.enqueue(trx, testQueue, id, { organizationId, word: 'go' }),
    )
    await jobs.work(testQueue, async (run) => resolve(run))

    await expect(promise).resolves.toMatchObject({ id, attempt: 1, payload: { organizationId, word: 'go' } })
  })

  it('forgets a job whose transaction rolls back', async () => {
    await using jobs = await open()
    const organizationId = await aTenant(database.db)
    const id = crypto.randomUUID()

    await withTenant(database.db, organizationId, async (trx) => {
      await jobs.enqueue(trx, testQueue, id, { organizationId, word: 'never' })
      throw new Error('changed my mind')
    }).catch(() => undefined)
    const seen: string[] = []
    await withTenant(database.db, organizationId, (trx) =>
      jobs.enqueue(trx, testQueue, crypto.randomUUID(), { organizationId, word: 'after' }),
    )
    const { promise, resolve } = Promise.withResolvers<void>()
    await jobs.work(testQueue, async ({ payload }) => {
      seen.push(payload.word)
      resolve()
    })
    await promise

    expect(seen).toEqual(['after'])
  })

  it('refuses a payload that does not fit before anything is queued', async () => {
    await using jobs = await open()
    const organizationId = await aTenant(database.db)

    await expect(
      withTenant(database.db, organizationId, (trx) =>
        jobs.enqueue(trx, testQueue, crypto.randomUUID(), { organizationId: 'nobody', word: '' } as never),
      ),
    ).rejects.toThrow('The job could not be queued.')
  })

  it('aborts a running job that is cancelled from another process', async () => {
    await using worker = await open()
    await using other = await open()
    const organizationId = await aTenant(database.db)
    const id = crypto.randomUUID()
    const { next, handler } = holding()
    await worker.work(testQueue, handler)
    await withTenant(database.db, organizationId, (trx) =>
      other.enqueue(trx, testQueue, id, { organizationId, word: 'long' }),
    )
    const run = await next

    await other.cancel(testQueue, id)
    if (!run.signal.aborted) await once(run.signal, 'abort')

    expect(run.signal.reason).toBe('cancelled')
  })

  it('hands a job of a process that shuts down to the next one, with the next attempt number (F02)', async () => {
    const first = await open()
    const organizationId = await aTenant(database.db)
    const id = crypto.randomUUID()
    const held = holding()
    await first.work(testQueue, held.handler)
    await withTenant(database.db, organizationId, (trx) =>
      first.enqueue(trx, testQueue, id, { organizationId, word: 'moved' }),
    )
    await held.next

    await first[Symbol.asyncDispose]()
    await using second = await open()
    const { promise, resolve } = Promise.withResolvers<JobRun<Payload>>()
    await second.work(testQueue, async (run) => resolve(run))

    await expect(promise).resolves.toMatchObject({ id, attempt: 2, isLastAttempt: true })
  })
})
