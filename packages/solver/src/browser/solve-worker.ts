import { answerMessages } from '../worker/answer-messages.ts'
import type { FromWorker, ToWorker } from '../worker/messages.ts'

/** The part of a browser worker's global scope that is used here; the package is built without the DOM's types. */
interface WorkerScope {
  postMessage(message: FromWorker): void
  addEventListener(kind: 'message', listener: (event: { readonly data: ToWorker }) => void): void
}

/** Entry of the module worker in a browser. */
const scope = globalThis as unknown as WorkerScope
const answer = answerMessages((message) => scope.postMessage(message))
scope.addEventListener('message', ({ data }) => answer(data))
