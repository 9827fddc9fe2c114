import { parentPort, workerData } from 'node:worker_threads'
import { CartageError } from '@cartage/domain'
import { z } from 'zod'
import { readXlsx } from './read-xlsx.ts'

const task = z.object({ bytes: z.instanceof(Uint8Array), fileName: z.string(), maxRows: z.number() })

const { bytes, fileName, maxRows } = task.parse(workerData)
try {
  parentPort?.postMessage({ rows: await readXlsx(bytes, fileName, maxRows) })
} catch (error) {
  if (!(error instanceof CartageError)) {
    throw error
  }
  // An error crosses threads without its class: the parts are sent, and it is made again on the other side.
  parentPort?.postMessage({
    refusal: { message: error.message, detail: error.cause instanceof Error ? error.cause.message : '' },
  })
}
