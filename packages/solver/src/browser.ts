export { solveInBrowserWorker } from './browser/solve-in-browser-worker.ts'
export type { ThreadOptions } from './worker/solve-on-threads.ts'
