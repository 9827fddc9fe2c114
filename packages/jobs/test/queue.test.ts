import { once } from 'node:events'
import { withTenant } from '@cartage/db'
import type { OrganizationId } from '@cartage/domain'
import { aTenant } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { installQueues } from '../src/install-queues.ts'
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

  it('F25 ends a job that always throws with its reason, tells its owner, and lets good jobs go on', async () => {
    await using jobs = await open()
    const organizationId = await aTenant(database.db)
    const poison = crypto.randomUUID()
    const words = Array.from({ length: 10 }, (_, index) => `good ${index}`)
    const done = new Set<string>()
    const attempts: number[] = []
    const givenUp = Promise.withResolvers<{ readonly id: string; readonly payload: Payload }>()
    await withTenant(database.db, organizationId, async (trx) => {
      await jobs.enqueue(trx, testQueue, poison, { organizationId, word: 'poison' })
      for (const word of words)
        await jobs.enqueue(trx, testQueue, crypto.randomUUID(), { organizationId, word })
    })

    await jobs.work(
      testQueue,
      async ({ attempt, payload: { word } }) => {
        done.add(word)
        if (word !== 'poison') return
        attempts.push(attempt)
        throw new Error('cannot be digested')
      },
      { onGivenUp: async (job) => givenUp.resolve(job) },
    )

    await expect(givenUp.promise).resolves.toMatchObject({ id: poison, payload: { word: 'poison' } })
    expect(attempts).toEqual([1, 2])
    expect([...done].toSorted()).toEqual([...words, 'poison'].toSorted())
    expect(await jobRow(poison)).toMatchObject({
      state: 'failed',
      output: { message: 'cannot be digested' },
    })
  })

  it('I4 runs again at once what the workers of an earlier start left, and gives it up after its last attempt', async () => {
    const organizationId = await aTenant(database.db)
    const id = crypto.randomUUID()
    await using jobs = await open()
    await withTenant(database.db, organizationId, (trx) =>
      jobs.enqueue(trx, testQueue, id, { organizationId, word: 'killed' }),
    )
    const givenUp = Promise.withResolvers<string>()
    const runs: number[] = []
    await jobs.work(
      testQueue,
      async ({ attempt }) => {
        runs.push(attempt)
        // A worker that died says nothing more; another start finds its job held.
        await new Promise<never>(() => undefined)
      },
      { concurrency: 2, onGivenUp: async (job) => givenUp.resolve(job.id) },
    )
    const restart = () =>
      installQueues(database.ownerUrl, [testQueue], new URL(database.appUrl).username, {
        areWorkersGone: true,
      })

    await vi.waitFor(() => expect(runs).toEqual([1]), WAIT)
    await restart()
    await vi.waitFor(() => expect(runs).toEqual([1, 2]), WAIT)
    await restart()

    await expect(givenUp.promise).resolves.toBe(id)
    expect(await jobRow(id)).toMatchObject({ state: 'failed', output: { message: 'the worker has ended' } })
  })
})

const WAIT = { timeout: 15_000, interval: 100 }

async function jobRow(id: string): Promise<unknown> {
  const { rows } = await sql`select state, output from pgboss.job where id = ${id}`.execute(database.db)
  return rows[0]
}
