// Loaded into a server with `--import`: its solver threads die. `?afterMs=` says when, `?heapMb=` starves them instead.
import { syncBuiltinESMExports } from 'node:module'
import workerThreads from 'node:worker_threads'

const { Worker } = workerThreads
const parameters = new URL(import.meta.url).searchParams
const afterMs = Number(parameters.get('afterMs'))
const heapMb = Number(parameters.get('heapMb'))

const isSolver = (file) => String(file).endsWith('/solver/src/node/worker.ts')

workerThreads.Worker = class extends Worker {
  constructor(file, options) {
    const starved = { ...options, resourceLimits: { maxOldGenerationSizeMb: heapMb } }
    super(file, isSolver(file) && heapMb > 0 ? starved : options)
    if (isSolver(file) && afterMs > 0) setTimeout(() => void this.terminate(), afterMs).unref()
  }
}
syncBuiltinESMExports()
