import { ProblemError } from '../model/problem-error.ts'
import { solve } from '../search/solve.ts'
import type { FromWorker, ToWorker, WorkerInput } from './messages.ts'

/**
 * The worker's side of the protocol, the same in Node and in browsers: give it every message that arrives, and it
 * solves what it is started with, reports, and stops when told to.
 */
export function answerMessages(send: (message: FromWorker) => void): (message: ToWorker) => void {
  const abort = new AbortController()
  return (message) => {
    switch (message.kind) {
      case 'start':
        void run(message.input, send, abort.signal)
        return
      case 'cancel':
        abort.abort()
    }
  }
}

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
    if (error instanceof ProblemError) {
      send({ kind: 'refused', field: error.field, message: error.message.slice(error.field.length + 2) })
    } else send({ kind: 'failed', error })
  }
}
