// `npm test`: installs what is missing (Chromium and Redis too), runs every check and test through Turborepo and ends with
// the plain line `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { childEnv, fail, fingerprint, install, pnpm, requireNode, root, step } from './steps.mjs'

const tasks = [
  'build',
  'lint',
  'typecheck',
  'test',
  'check:format',
  'check:boundaries',
  'check:unused',
  'check:security',
  'check:scripts',
]

function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(existsSync)
}

const findChromium = () =>
  process.env.CHROMIUM_PATH ??
  findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')

/** What tests need that is no package of npm, with Debian's packages of it. */
const programs = [
  { name: 'Chromium', find: findChromium, packages: ['chromium', 'fonts-dejavu-core'] },
  { name: 'redis-server', find: () => findProgram('redis-server'), packages: ['redis-server'] },
]

/** Installs Debian's packages of the programs that are missing. */
async function ensurePrograms() {
  const missing = programs.filter(({ find }) => find() === undefined)
  if (missing.length === 0) return
  const names = missing.map(({ name }) => name).join(' and ')
  const hint = 'on the PATH (or name the binary of Chromium in CHROMIUM_PATH)'
  if (spawnSync('apt-get', ['--version']).status !== 0) fail(`The tests need ${names} ${hint}.`)
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const run = (label, ...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args]
    return step(label, command, rest, { env: { ...childEnv, DEBIAN_FRONTEND: 'noninteractive' } })
  }
  await run('Reading package lists', 'update', '-qq')
  const packages = missing.flatMap((program) => program.packages)
  await run(`Installing ${names}`, 'install', '-y', '--no-install-recommends', ...packages)
  if (missing.some(({ find }) => find() === undefined)) fail(`${names}: installed, and not ${hint}.`)
}

/** What the newest Turborepo run did: one entry a task, with its exit code. */
function readSummary() {
  const runs = path.join(root, '.turbo/runs')
  const newest = existsSync(runs) ? readdirSync(runs).sort().at(-1) : undefined
  // Turborepo itself did not get so far: that is one failure.
  if (newest === undefined) return [{ taskId: 'turbo', task: 'turbo', directory: '.', execution: undefined }]
  return JSON.parse(readFileSync(path.join(runs, newest), 'utf8')).tasks
}

/** A test task counts its tests; any other task is one check. A runner that died without a failed test is one failure. */
function countTask({ task, directory, execution }) {
  const ok = execution?.exitCode === 0
  if (task !== 'test') return ok ? [1, 0, 0] : [0, 1, 0]
  const results = path.join(root, directory, 'test-results.json')
  if (!existsSync(results)) return ok ? [0, 0, 0] : [0, 1, 0]
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, 'utf8'))
  return [numPassedTests, ok ? numFailedTests : Math.max(1, numFailedTests), numPendingTests]
}

/** Each test of a task that failed, and each file that could not run, with the first line of why. */
function* failuresOf({ task, directory, execution }) {
  const file = path.join(root, directory, 'test-results.json')
  if (task !== 'test' || execution?.exitCode === 0 || !existsSync(file)) return
  const firstLine = (text = '') => text.trim().split('\n', 1)[0]
  for (const suite of JSON.parse(readFileSync(file, 'utf8')).testResults) {
    if (suite.status !== 'failed') continue
    const where = path.relative(root, suite.name)
    const tests = suite.assertionResults.filter(({ status }) => status === 'failed')
    // What fails around the tests, such as a hook, fails the file alone.
    if (tests.length === 0)
      yield `${where}: ${firstLine(suite.message) || 'what stands around its tests failed'}`
    for (const { fullName, failureMessages } of tests) {
      yield `${where} > ${fullName}: ${firstLine(failureMessages[0])}`
    }
  }
}

requireNode()
process.stdout.write('Cartage: every check and test\n')
await install()
await ensurePrograms()

rmSync(path.join(root, '.turbo/runs'), { recursive: true, force: true })
const [command, args] = pnpm([
  'exec',
  'turbo',
  'run',
  ...tasks,
  '--continue',
  '--summarize',
  '--concurrency=2',
  '--output-logs=new-only',
  ...process.argv.slice(2),
])
const turbo = spawn(command, args, {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...childEnv,
    CHROMIUM_PATH: findChromium(),
    // Turborepo hashes only what lies in the repository; data beside it counts through this.
    CARTAGE_SHARED: existsSync(path.join(root, '../shared'))
      ? fingerprint(['../shared'], { byTime: true })
      : '',
  },
})
await new Promise((resolve) => turbo.on('close', resolve))

const summary = readSummary()
const failures = summary.filter(({ execution }) => execution?.exitCode !== 0).map(({ taskId }) => taskId)
const [passed, failed, skipped] = summary
  .map(countTask)
  .reduce((sum, counts) => sum.map((value, index) => value + counts[index]), [0, 0, 0])
if (failures.length > 0) process.stdout.write(`\nFailed or not run: ${failures.join(', ')}\n`)
for (const failure of summary.flatMap((task) => [...failuresOf(task)])) process.stdout.write(`  ${failure}\n`)
if (skipped > 0) process.stdout.write(`\n${skipped} skipped (each says why above)\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0
