import { describe, expect, it } from 'vitest'
import { fuzzServer } from './fuzz-calls.ts'
import { serveConsole } from './http-console.ts'

const seed = Number(process.env['FAULT_SEED'] ?? 20_261_122)
/** 50,000 in `pnpm bench fuzz`, or by FUZZ_CALLS. */
const calls = Number(process.env['FUZZ_CALLS'] ?? 5_000)
/** What the heap may breathe; a leak of two kilobytes a call is more in the full run. */
const FLAT_MB = 80

describe('malformed requests', () => {
  it(`SEC-D11 F16 ${calls} of them end no process and are nobody's fault but the sender's (seed ${seed})`, async () => {
    await using served = await serveConsole({ RATE_USER: '0', RATE_ORGANIZATION: '0' })
    const { pid } = served.server.child

    const { statuses, surprises, warmMb, endMb } = await fuzzServer(served, seed, calls)

    expect(surprises.slice(0, 3)).toEqual([])
    // The calls get past the door: some were answered, and most refused for what they say.
    expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '400', '404', '405', '415']))
    expect(served.server.child.exitCode).toBeNull()
    expect(served.server.child.pid).toBe(pid)
    expect(served.server.output()).not.toMatch(/unhandledRejection|uncaughtException|unexpected failure/)
    expect((await served.query('depots.list')).status).toBe(200)
    // Where the machine tells nothing, there is nothing to compare.
    expect(Number.isNaN(endMb) || endMb - warmMb < FLAT_MB ? 'flat' : `${warmMb} -> ${endMb} MB`).toBe('flat')
  }, 600_000)
})
