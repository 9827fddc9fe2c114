import { Worker } from 'node:worker_threads'
import type { Point } from '@cartage/domain'
import type { Matrix, RegionHandle } from '@cartage/roads'

export interface MatrixWork {
  readonly handle: RegionHandle
  readonly points: readonly Point[]
  readonly profile: string
  /** Metres. */
  readonly maxSnapM: number
  readonly signal?: AbortSignal | undefined
}

/** What the thread is given: data only, no credentials and no environment. */
export type MatrixWorkerData = Omit<MatrixWork, 'signal'>

/**
 * Computes a matrix on a thread of its own over the region's shared memory, and ends the thread. Rejects with the
 * signal's reason when it is aborted.
 */
export async function matrixInWorker({ signal, ...work }: MatrixWork): Promise<Matrix> {
  signal?.throwIfAborted()
  const worker = new Worker(new URL('./matrix-worker.ts', import.meta.url), {
    workerData: work satisfies MatrixWorkerData,
    env: {},
  })
  const stop = (): void => void worker.terminate()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await new Promise<Matrix>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', (code) => {
        reject(
          signal?.aborted === true ? signal.reason : new Error(`The matrix thread ended with code ${code}.`),
        )
      })
    })
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
