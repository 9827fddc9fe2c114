import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { findChromium, launchChromium, openWatchedPage } from '@cartage/testing'
import type { WatchedPage } from '@cartage/testing'
import { build, preview } from 'vite'
import type { PreviewServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PageAnswer, PageRun, SolveText } from './browser/page.ts'
import { checkSolomon } from './checkers/solomon.ts'
import { syntheticSolomon } from './synthetic.ts'

const hasChromium = findChromium() !== undefined
if (!hasChromium) {
  console.warn('NO CHROMIUM: solving in a browser is NOT tested. Install it, or name it in CHROMIUM_PATH.')
}

/** What lets a page share memory between its threads. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

type Browser = Awaited<ReturnType<typeof launchChromium>>

describe.skipIf(!hasChromium)('solving in a real browser', () => {
  const text = syntheticSolomon(200)
  let folder: string
  let browser: Browser
  const servers: PreviewServer[] = []

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'solver-browser-'))
    await build({
      configFile: false,
      logLevel: 'error',
      root: path.join(import.meta.dirname, 'browser'),
      build: { outDir: folder, emptyOutDir: true },
      worker: { format: 'es' },
    })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    await Promise.all(servers.map((server) => server.close()))
    await rm(folder, { recursive: true })
  })

  const openPage = async (headers: Record<string, string>): Promise<WatchedPage> => {
    const server = await preview({
      configFile: false,
      logLevel: 'error',
      build: { outDir: folder },
      preview: { host: '127.0.0.1', port: 0, headers },
    })
    servers.push(server)
    const watched = await openWatchedPage(browser, server.resolvedUrls!.local[0]!)
    await watched.page.goto('/')
    return watched
  }
  const solveIn = ({ page }: WatchedPage, run: PageRun): Promise<PageAnswer> =>
    page.evaluate(
      ([given, options]) =>
        (globalThis as unknown as { readonly solveText: SolveText }).solveText(given, options),
      [text, run] as const,
    )

  it('plans 200 stops in a worker while the page stays free, and the independent checker accepts it', async () => {
    await using watched = await openPage({})

    let answer = await solveIn(watched, { timeLimitS: 2, threads: 1 })
    // Tried again while other work of the machine leaves the page few turns.
    for (let attempt = 1; attempt < 8 && answer.pulses <= 50; attempt++) {
      answer = await solveIn(watched, { timeLimitS: 2, threads: 1 })
    }

    const { cost, faults } = checkSolomon(text, answer.routes, 'dimacs')
    expect(faults).toEqual([])
    expect(answer.cost / 10).toBeCloseTo(cost, 6)
    expect(answer.reports.length).toBeGreaterThan(5)
    expect(answer.reports[0]!.cost).toBeGreaterThan(answer.cost)
    expect(answer.reports.at(-1)!.iterations).toBeGreaterThan(1000)
    expect(answer.pulses).toBeGreaterThan(50)
    expect(watched.problems).toEqual([])
  })

  it('lets two threads cooperate where the page may share memory', async () => {
    await using watched = await openPage(ISOLATED)
    let workers = 0
    watched.page.on('worker', () => workers++)

    const answer = await solveIn(watched, { timeLimitS: 1.5, threads: 2 })

    expect(checkSolomon(text, answer.routes, 'dimacs').faults).toEqual([])
    expect(workers).toBe(2)
    await expect.poll(() => watched.page.workers()).toEqual([])
    expect(watched.problems).toEqual([])
  })

  it('answers a cancel at once', async () => {
    await using watched = await openPage({})

    const answers: PageAnswer[] = []
    // Tried again while other work of the machine interferes.
    for (let attempt = 0; attempt < 15 && answers.every(({ cancelMs }) => cancelMs >= 50); attempt++) {
      answers.push(await solveIn(watched, { timeLimitS: 60, threads: 1, cancelAtReport: 4 }))
    }

    expect(answers.every((answer) => answer.cancelled)).toBe(true)
    expect(Math.min(...answers.map((answer) => answer.cancelMs))).toBeLessThan(50)
    expect(checkSolomon(text, answers[0]!.routes, 'dimacs').faults).toEqual([])
  })
})
