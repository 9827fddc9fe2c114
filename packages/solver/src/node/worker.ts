import { parentPort } from 'node:worker_threads'
import { answerMessages } from '../worker/answer-messages.ts'
import type { ToWorker } from '../worker/messages.ts'

/** Entry of the worker thread. */
const port = parentPort
if (port !== null) {
  const answer = answerMessages((message) => port.postMessage(message))
  port.on('message', (message: ToWorker) => answer(message))
}
