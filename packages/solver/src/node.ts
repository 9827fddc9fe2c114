export type { SolveInWorkerOptions } from './node/solve-in-worker.ts'
export { solveInWorker } from './node/solve-in-worker.ts'
