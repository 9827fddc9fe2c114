import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startTestServer, type TestServer } from '@cartage/db/testing'
import type { PlanSummary } from '@cartage/domain'
import { type ServerProcess, startServerProcess } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Dispatcher, type SampleDay } from './dispatcher.ts'
import { kill } from './kill.ts'
import { activeJobs } from './stored-jobs.ts'

const TAKEOVER_MS = 60_000

let dataDir: string
let database: TestServer

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'cartage-workers-'))
  database = await startTestServer()
}, 60_000)
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true, force: true })
})

const start = (role: 'http' | 'worker'): Promise<ServerProcess> =>
  startServerProcess({
    dataDir,
    args: ['--role', role],
    env: { LOG_LEVEL: 'fatal', DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: database.appUrl },
  })

describe('workers on other processes than the console', () => {
  it('F03 F24 take over from one that is killed, and a plan that waits for one can be cancelled', async () => {
    await using http = await start('http')
    const dispatcher = await Dispatcher.first(http)
    await using first = await start('worker')
    const day: SampleDay = await dispatcher.loadSamples()
    const { data } = await dispatcher.startPlan(day, { timeLimitS: 6 })
    const before = await dispatcher.untilPlan(data.id, 30_000, ({ routes }) => routes.length > 0)
    await using second = await start('worker')
    await second.untilPrinted(/Working on jobs/)

    kill(first.child.pid ?? 0)
    await first.ended
    const after = await dispatcher.untilPlan(data.id, TAKEOVER_MS, ({ state }) => state !== 'solving')
    const held = await activeJobs(database.ownerUrl)
    await second[Symbol.asyncDispose]()
    const waiting = await dispatcher.startPlan(day)
    const cancelled = await dispatcher.mutate<PlanSummary>('plans.cancel', { id: waiting.data.id })
    const current = await dispatcher.query<PlanSummary>('plans.current', day)

    expect(after).toMatchObject({ state: 'ready', failure: null })
    expect(after.totals.unassigned).toBeLessThanOrEqual(before.totals.unassigned)
    expect(held).toEqual([])
    expect(waiting.data.progress?.phase).toBe('queued')
    expect(cancelled.data).toMatchObject({ state: 'draft', failure: null })
    expect(current.id).toBe(data.id)
  })
})
