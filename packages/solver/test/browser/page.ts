import { solveInBrowserWorker } from '../../src/browser.ts'
import { parseProblem } from '../../src/index.ts'

export interface PageRun {
  readonly timeLimitS: number
  readonly threads: number
  /** Cancels at this report of progress. */
  readonly cancelAtReport?: number
}

/** What came of a run, as data that leaves the page. */
export interface PageAnswer {
  readonly routes: readonly (readonly string[])[]
  readonly cost: number
  readonly cancelled: boolean
  readonly reports: readonly { readonly cost: number; readonly iterations: number }[]
  /** How often a timer of the page's own came round meanwhile. */
  readonly pulses: number
  /** From the cancel to the answer. */
  readonly cancelMs: number
}

/** Solves the text of a benchmark file in workers of this page. */
async function solveText(text: string, run: PageRun): Promise<PageAnswer> {
  const { problem } = parseProblem(text, { format: 'solomon', name: 'in a browser' })
  const reports: { cost: number; iterations: number }[] = []
  const abort = new AbortController()
  let cancelledAt = performance.now()
  let pulses = 0
  const timer = setInterval(() => pulses++, 5)
  const { solution, cancelled } = await solveInBrowserWorker(problem, {
    objective: 'distance',
    timeLimitS: run.timeLimitS,
    threads: run.threads,
    signal: abort.signal,
    progressEveryS: 0.1,
    onProgress: ({ cost, iterations }) => {
      reports.push({ cost, iterations })
      if (reports.length !== run.cancelAtReport) return
      cancelledAt = performance.now()
      abort.abort()
    },
  })
  const cancelMs = performance.now() - cancelledAt
  clearInterval(timer)
  const routes = solution.routes.map((route) => route.stops.map((stop) => stop.job))
  return { routes, cost: solution.cost, cancelled, reports, pulses, cancelMs }
}

export type SolveText = typeof solveText

Object.assign(globalThis, { solveText })
