import { parentPort, workerData } from 'node:worker_threads'
import { ProblemError } from '../model/problem-error.ts'
import { solve } from '../search/solve.ts'
import type { FromWorker, ToWorker, WorkerInput } from './worker-messages.ts'

/** Entry of the worker thread: solves what it was started with and reports by messages. */
async function run(
  input: WorkerInput,
  send: (message: FromWorker) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const result = await solve(input.problem, {
      ...input.options,
      signal,
      onProgress: (progress) => send({ kind: 'progress', progress }),
    })
    send({ kind: 'done', result })
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    send({ kind: 'refused', field: error.field, message: error.message.slice(error.field.length + 2) })
  }
}

const port = parentPort
if (port !== null) {
  const abort = new AbortController()
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'cancel') abort.abort()
  })
  const input: WorkerInput = workerData
  // Not awaited here: messages reach the port only once this module has been evaluated. A failure becomes the
  // worker's 'error' event.
  void run(input, (message) => port.postMessage(message), abort.signal).then(() => port.close())
}
