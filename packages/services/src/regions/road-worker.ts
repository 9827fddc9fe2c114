import { parentPort } from 'node:worker_threads'
import { openShared, RoadsError } from '@cartage/roads'
import type { ThreadAnswer, ThreadQuestion } from './road-threads.ts'

parentPort?.on('message', (question: ThreadQuestion) => {
  try {
    const answer = answerTo(question)
    // What a matrix is made of is handed over instead of copied.
    const buffers = answer && 'durationS' in answer ? [answer.durationS.buffer, answer.distanceM.buffer] : []
    parentPort?.postMessage(
      { kind: 'answer', answer } satisfies ThreadAnswer,
      buffers.filter((buffer) => buffer instanceof ArrayBuffer),
    )
  } catch (error) {
    parentPort?.postMessage(failureOf(error))
  }
})

function answerTo(question: ThreadQuestion) {
  const region = openShared(question.handle)
  switch (question.method) {
    case 'matrix':
      return region.matrix(...question.args)
    case 'isochrone':
      return region.isochrone(...question.args)
    case 'match':
      return region.match(...question.args)
  }
}

function failureOf(error: unknown): ThreadAnswer {
  if (error instanceof RoadsError) return { kind: 'refused', code: error.code, message: error.message }
  return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
