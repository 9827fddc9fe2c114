import { Worker } from 'node:worker_threads'
import { CartageError, threadEnvironment } from '@cartage/domain'
import { z } from 'zod'
import type { FileRow } from './order-file.ts'

export interface ReadXlsxOptions {
  readonly fileName: string
  readonly maxRows: number
  readonly signal?: AbortSignal | undefined
}

const answer = z.union([
  z.object({ rows: z.array(z.object({ row: z.number(), cells: z.array(z.string()) })) }),
  z.object({ refusal: z.object({ message: z.string(), detail: z.string() }) }),
])

const MEMORY_MB = 1_024
const TIME_LIMIT_MS = 120_000

/** Reads the first sheet of an XLSX workbook in a thread of its own, with a bound on its memory and time. */
export async function readXlsxRows(
  bytes: Uint8Array,
  { fileName, maxRows, signal }: ReadXlsxOptions,
): Promise<readonly FileRow[]> {
  signal?.throwIfAborted()
  const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url), {
    workerData: { bytes, fileName, maxRows },
    env: threadEnvironment(process.env),
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  const stop = AbortSignal.any([
    AbortSignal.timeout(TIME_LIMIT_MS),
    ...(signal === undefined ? [] : [signal]),
  ])
  try {
    const parsed = answer.parse(await messageOf(worker, stop))
    if ('refusal' in parsed) {
      const { message, detail } = parsed.refusal
      throw new CartageError('INVALID', message, { field: 'file', ...(detail === '' ? {} : { detail }) })
    }
    return parsed.rows
  } catch (error) {
    if (error instanceof CartageError || signal?.aborted === true) {
      throw error
    }
    throw new CartageError('INVALID', `${fileName} is too large or too unusual to read. Save it as CSV.`, {
      field: 'file',
      cause: error,
    })
  } finally {
    await worker.terminate()
  }
}

const messageOf = (worker: Worker, stop: AbortSignal): Promise<unknown> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The reader ended with code ${code}.`)))
    stop.addEventListener('abort', () => reject(stop.reason), { once: true })
  })
