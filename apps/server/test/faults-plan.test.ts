import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Plan, PlanSummary } from '@cartage/domain'
import { type ServerProcess, startServerProcess } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Dispatcher, newPlanId, type SampleDay, until } from './dispatcher.ts'
import { childrenOf, killEverything, runningOf } from './kill.ts'
import { activeJobs, ownerUrlOf } from './stored-jobs.ts'

const TAKEOVER_MS = 60_000
/** Long enough to be met in the middle. */
const SEARCH_S = 4

let dataDir: string
/** The one that runs: each test takes it over from the test before, and leaves one. */
let server: ServerProcess
let dispatcher: Dispatcher
let day: SampleDay

const start = (env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> =>
  startServerProcess({ env: { LOG_LEVEL: 'fatal', ...env }, dataDir })

/** Starts the next server on the same data. */
async function startAgain(env: Readonly<Record<string, string>> = {}): Promise<void> {
  server = await start(env)
  await dispatcher.moveTo(server)
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'cartage-faults-'))
  server = await start()
  dispatcher = await Dispatcher.first(server)
  day = await dispatcher.loadSamples()
}, 120_000)
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true, force: true })
})

/** A search that has stored routes. */
async function aRunningSearch(timeLimitS = SEARCH_S): Promise<Plan> {
  const { data } = await dispatcher.startPlan(day, { timeLimitS })
  return dispatcher.untilPlan(
    data.id,
    30_000,
    ({ routes, progress }) => routes.length > 0 && progress !== null,
  )
}

/** Every order is on one route once, or left over with reasons, and its state says so. */
async function expectConsistent(plan: Plan): Promise<void> {
  const planned = plan.routes.flatMap(({ stops }) => stops.map(({ orderId }) => orderId))
  const left = plan.unassigned.map(({ orderId }) => orderId)
  const orders = await dispatcher.ordersOf(day)
  const having = (state: string) => orders.filter((order) => order.state === state).map(({ id }) => id)
  expect([...planned, ...left].toSorted()).toEqual(orders.map(({ id }) => id).toSorted())
  expect(having('assigned').toSorted()).toEqual(planned.toSorted())
  expect(having('unassigned').toSorted()).toEqual(left.toSorted())
  expect(plan.totals).toMatchObject({ stops: planned.length, unassigned: left.length })
}

describe('a search whose process dies', () => {
  it('F03 F04 goes on from its best routes after a kill -9 of everything', async () => {
    const before = await aRunningSearch()

    await killEverything(server)
    await startAgain()
    const kept = await dispatcher.plan(before.id)
    const after = await dispatcher.untilPlan(before.id, TAKEOVER_MS, ({ state }) => state !== 'solving')

    expect(kept.totals.stops).toBeGreaterThanOrEqual(before.totals.stops)
    expect(kept.routes.length).toBeGreaterThan(0)
    expect(after).toMatchObject({ state: 'ready', failure: null, version: before.version })
    expect(after.totals.unassigned).toBeLessThanOrEqual(before.totals.unassigned)
    await expectConsistent(after)
    expect(await activeJobs(await ownerUrlOf(dataDir))).toEqual([])
  })

  it('F02 F03 ends within 5 s of Ctrl-C with no process left, and goes on at the next start', async () => {
    const before = await aRunningSearch()
    const children = childrenOf(server.child.pid ?? 0)

    const startedAt = performance.now()
    server.child.kill('SIGINT')
    const code = await server.ended
    const tookMs = performance.now() - startedAt
    await startAgain()
    const after = await dispatcher.untilPlan(before.id, TAKEOVER_MS, ({ state }) => state !== 'solving')

    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(5_000)
    expect(children.length).toBeGreaterThan(0)
    expect(runningOf(children)).toEqual([])
    expect(after).toMatchObject({ state: 'ready', failure: null })
    expect(after.totals.unassigned).toBeLessThanOrEqual(before.totals.unassigned)
    await expectConsistent(after)
  })
})

describe('a search that is told to end', () => {
  it('keeps its best routes, answers repeats alike and refuses a second search meanwhile', async () => {
    const id = newPlanId()

    const started = await dispatcher.startPlan(day, { id })
    const second = await dispatcher.startPlan(day)
    const running = await dispatcher.untilPlan(id, 30_000, ({ routes }) => routes.length > 0)
    const again = await dispatcher.startPlan(day, { id })
    const cancelled = await dispatcher.mutate<PlanSummary>('plans.cancel', { id })
    const repeated = await dispatcher.mutate<PlanSummary>('plans.cancel', { id })

    expect(started.data).toMatchObject({ id, state: 'solving' })
    expect(second).toMatchObject({ status: 409, reason: 'PLAN_SOLVING_ONCE' })
    expect(second.message).toBe('This day is being planned already.')
    expect(again.data).toMatchObject({ id, version: started.data.version })
    expect(cancelled.data).toMatchObject({ id, state: 'ready', failure: null })
    expect(cancelled.data.totals.unassigned).toBeLessThanOrEqual(running.totals.unassigned)
    expect(repeated.data).toEqual(cancelled.data)
    await expectConsistent(await dispatcher.plan(id))
  })
})

describe('a search whose thread dies', () => {
  it.each([
    ['ends without a word', 'afterMs=1200', 'ready'],
    ['is out of memory', 'heapMb=6', 'draft'],
  ])('F03 %s, says so in the end, keeps what there is and lets others be served', async (_, fault, state) => {
    const preload = new URL(`fault-solver.mjs?${fault}`, import.meta.url)
    await server[Symbol.asyncDispose]()
    await startAgain({ NODE_OPTIONS: `--import=${preload.href}` })
    const { data } = await dispatcher.startPlan(day)
    const healthy = new Set<number>()

    const ended = await until(TAKEOVER_MS, 'the end of the search', async () => {
      healthy.add((await dispatcher.health()).status)
      const plan = await dispatcher.plan(data.id)
      return plan.state === 'solving' ? undefined : plan
    })

    expect(ended.state).toBe(state)
    expect(ended.failure).toBe('The search failed. What it had found before is kept.')
    expect(healthy).toEqual(new Set([200]))
    expect(await activeJobs(await ownerUrlOf(dataDir))).toEqual([])
  })
})
