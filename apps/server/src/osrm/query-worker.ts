import { parentPort } from 'node:worker_threads'
import { openShared, RoadsError } from '@cartage/roads'
import type { Region } from '@cartage/roads'
import { answerQuery } from './answers/answer-query.ts'
import type { AnswerSink } from './answers/answer-sink.ts'
import { OsrmError } from './osrm-error.ts'
import { control, maxUnderway } from './query-threads.ts'
import type { QueryMessage, QueryQuestion } from './query-threads.ts'

/** Few regions are asked in one moment; each costs its scratch memory only. */
const kept = 4
const regions = new Map<string, { readonly key: number; readonly region: Region }>()

parentPort?.on('message', (question: QueryQuestion) => {
  const { id, query } = question
  try {
    answerQuery(regionOf(question), query, sinkOf(question))
    tell({ id, kind: 'end' })
  } catch (error) {
    tell(messageOf(id, error))
  }
})

function messageOf(id: number, error: unknown): QueryMessage {
  if (error instanceof OsrmError) return { id, kind: 'refused', code: error.code, message: error.message }
  // A region that is damaged is no fault of who asks.
  if (error instanceof RoadsError && error.code.startsWith('invalid_'))
    return { id, kind: 'refused', code: 'InvalidValue', message: error.message }
  return {
    id,
    kind: 'failed',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}

function regionOf({ key, handle }: QueryQuestion): Region {
  const { name } = handle.info
  const known = regions.get(name)
  // A rebuilt region takes the place of the one before, the one used last goes last.
  const region = known?.key === key ? known.region : openShared(handle)
  regions.delete(name)
  regions.set(name, { key, region })
  const [oldest] = regions.keys()
  if (regions.size > kept && oldest !== undefined) regions.delete(oldest)
  return region
}

function sinkOf({ id, control: shared }: QueryQuestion): AnswerSink {
  const state = new Int32Array(shared)
  const checkCancelled = (): void => {
    if (Atomics.load(state, control.isCancelled) === 1)
      throw new Error('Nobody waits for this answer any more.')
  }
  return {
    head: (head) => tell({ id, kind: 'head', head }),
    write(bytes) {
      for (;;) {
        checkCancelled()
        const underway = Atomics.load(state, control.underway)
        if (underway < maxUnderway) break
        Atomics.wait(state, control.underway, underway, 1_000)
      }
      Atomics.add(state, control.underway, 1)
      tell({ id, kind: 'chunk', bytes }, [bytes.buffer])
    },
    checkCancelled,
  }
}

function tell(message: QueryMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}
