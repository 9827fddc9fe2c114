import type { Db, TenantScope, TenantTransaction } from '@cartage/db'
import { CartageError, type ChangeEvent } from '@cartage/domain'
import { sql } from 'kysely'
import { fromKysely, type JobWithMetadata, PgBoss } from 'pg-boss'
import { bossOptions } from './boss-options.ts'
import { followChangeFeed } from './change-feed.ts'
import { openChannelListener } from './channel-listener.ts'
import { CHANGE_CHANNEL } from './publish-change.ts'
import { givenUpName, type NamedQueue, type Queue } from './queue.ts'

/** One run of a job. */
export interface JobRun<Payload> {
  readonly id: string
  readonly payload: Payload
  /** From 1; a write of an older attempt is refused by whoever stores the result. */
  readonly attempt: number
  readonly isLastAttempt: boolean
  /** Aborts with reason `cancelled` or `shutdown`, or when the run took too long. */
  readonly signal: AbortSignal
}

export type JobHandler<Payload> = (run: JobRun<Payload>) => Promise<void>

export interface WorkerOptions<Payload> {
  /** Jobs of the queue that this process runs at a time. */
  readonly concurrency?: number
  /** Called, at least once, when the last attempt of a job failed, or died with its process. */
  readonly onGivenUp?: (job: Pick<JobRun<Payload>, 'id' | 'payload'>) => Promise<void>
}

/** The queue in PostgreSQL and the feed of changes. */
export interface Jobs extends AsyncDisposable {
  /** Puts a job into the queue when, and only if, the transaction commits. The id is the caller's. */
  enqueue<Payload extends object>(
    trx: Pick<TenantTransaction, 'executeQuery'>,
    queue: Queue<Payload>,
    id: string,
    payload: Payload,
  ): Promise<void>
  /** Runs the queue's jobs in this process, one attempt at a time each, until disposed. */
  work<Payload extends object>(
    queue: Queue<Payload>,
    handler: JobHandler<Payload>,
    options?: WorkerOptions<Payload>,
  ): Promise<void>
  /** Takes a waiting job out of the queue, and aborts a running one wherever it runs. */
  cancel(queue: NamedQueue, id: string): Promise<void>
  /** The changes of an organization, or of its depots in the scope, after `sinceId`, or from now on, until the signal aborts. */
  followChanges(
    scope: TenantScope,
    sinceId: string | undefined,
    signal: AbortSignal,
  ): AsyncIterable<ChangeEvent>
  /** Calls back on each notification on one of the channels of {@link OpenJobsOptions}, and when some may have been missed. */
  hear(channel: string, callback: () => void): void
}

export interface OpenJobsOptions {
  readonly db: Db
  /** Connects as the server's role. */
  readonly url: string
  /** Channels of others that may be heard over the same connection. */
  readonly channels?: readonly string[] | undefined
  /** What went wrong in the background; the queue recovers by itself. */
  readonly onError: (error: Error) => void
}

const CANCEL_CHANNEL = 'cartage_cancel'
const STOP_MS = 3_000
/** A job that somebody adds wakes its workers; one that comes back after a failure is found by looking. */
const looking = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 4 }

/** Connects to queues that {@link installQueues} has made. Disposing aborts what runs here; it goes back to the queue. */
export async function openJobs({ db, url, channels = [], onError }: OpenJobsOptions): Promise<Jobs> {
  const boss = new PgBoss(bossOptions(url))
  boss.on('error', onError)
  await boss.start()
  const listener = await openChannelListener(url, [CHANGE_CHANNEL, CANCEL_CHANNEL, ...channels], onError)
  const running = new Map<string, { readonly queue: string; readonly controller: AbortController }>()
  const following = new AbortController()

  async function abortCancelled(): Promise<void> {
    for (const [id, { queue, controller }] of running) {
      const [job] = await boss.findJobs(queue, { id })
      if (job?.state === 'cancelled') controller.abort('cancelled')
    }
  }
  listener.on(CANCEL_CHANNEL, (id) => {
    if (id === undefined) abortCancelled().catch(onError)
    else running.get(id)?.controller.abort('cancelled')
  })

  /** Runs one job at a time, the next one as soon as the last one has ended. */
  async function takeJobs(name: string, run: (job: JobWithMetadata<object>) => Promise<void>): Promise<void> {
    let workerId = ''
    workerId = await boss.work(
      name,
      { includeMetadata: true as const, ...looking },
      async ([job]: JobWithMetadata<object>[]) => {
        if (job === undefined) return
        // Without this it would look again only after a pause, however many jobs wait.
        boss.notifyWorker(workerId)
        await run(job)
      },
    )
  }

  return {
    async enqueue(trx, queue, id, payload) {
      const parsed = queue.payload.safeParse(payload)
      if (!parsed.success) {
        throw new CartageError('INTERNAL', 'The job could not be queued.', {
          detail: `payload of ${queue.name}`,
          cause: parsed.error,
        })
      }
      await boss.send(queue.name, payload, { id, db: fromKysely(trx) })
    },

    async work(queue, handler, { concurrency = 1, onGivenUp } = {}) {
      if (onGivenUp !== undefined) {
        await takeJobs(givenUpName(queue.name), (job) =>
          onGivenUp({ id: job.sourceId ?? job.id, payload: queue.payload.parse(job.data) }),
        )
      }
      for (let worker = 0; worker < concurrency; worker++) {
        await takeJobs(queue.name, async (job) => {
          const controller = new AbortController()
          running.set(job.id, { queue: queue.name, controller })
          try {
            await handler({
              id: job.id,
              payload: queue.payload.parse(job.data),
              attempt: job.retryCount + 1,
              isLastAttempt: job.retryCount >= job.retryLimit,
              signal: AbortSignal.any([controller.signal, job.signal]),
            })
          } finally {
            running.delete(job.id)
          }
        })
      }
    },

    async cancel(queue, id) {
      await boss.cancel(queue.name, id)
      await sql`select pg_notify(${CANCEL_CHANNEL}, ${id})`.execute(db)
    },

    followChanges(scope, sinceId, signal) {
      const either = AbortSignal.any([signal, following.signal])
      return followChangeFeed(db, listener, scope, sinceId, either)
    },

    hear: (channel, callback) => void listener.on(channel, callback),

    async [Symbol.asyncDispose]() {
      following.abort()
      for (const { controller } of running.values()) controller.abort('shutdown')
      await boss.stop({ graceful: true, timeout: STOP_MS })
      await listener[Symbol.asyncDispose]()
    },
  }
}
