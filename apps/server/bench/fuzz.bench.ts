// 50,000 malformed calls to a server process: how it answered, and what they left in its memory.
import { fuzzServer } from '../test/fuzz-calls.ts'
import { serveConsole } from '../test/http-console.ts'

const calls = Number(process.env['FUZZ_CALLS'] ?? 50_000)
const seed = Number(process.env['FAULT_SEED'] ?? 20_261_122)

await using served = await serveConsole({ RATE_USER: '0', RATE_ORGANIZATION: '0' })
const startedAt = performance.now()
const { statuses, surprises, warmMb, endMb } = await fuzzServer(served, seed, calls)
const line = {
  name: 'fuzz',
  calls,
  seed,
  seconds: Math.round((performance.now() - startedAt) / 1_000),
  statuses,
  failures: surprises.length,
  warm_mb: Math.round(warmMb),
  end_mb: Math.round(endMb),
}
process.stdout.write(`${JSON.stringify(line)}\n`)
for (const surprise of surprises.slice(0, 5)) process.stderr.write(`${JSON.stringify(surprise)}\n`)
if (surprises.length > 0) process.exitCode = 1
