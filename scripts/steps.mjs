// What `npm start`, `npm test` and `pnpm dev` share. Plain JavaScript on Node built-ins: it runs before anything
// is installed, on whatever Node (20 or later) the machine has.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
export const nodeBinary = path.join(root, 'node_modules/node/bin/node')
const PNPM = 'pnpm@12.21.0'
const stampsDir = path.join(root, 'node_modules/.cartage')

/** The environment of every child: the pinned Node first, no banners, no telemetry. */
export const childEnv = {
  ...process.env,
  PATH: `${path.dirname(nodeBinary)}${path.delimiter}${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
  // Compiled once, programs start in little more than half the time: the server, and every test that starts one.
  NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/compiled'),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  npm_config_update_notifier: 'false',
}

/** Ends the program with one clear line when the machine's Node is too old to run it. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20)
    fail(
      `Cartage needs Node 20 or later; this is Node ${process.versions.node}. Install a newer one from nodejs.org.`,
    )
}

export function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/**
 * Runs a command as one named step: a line when it begins, what it last said while it runs, its time when it
 * ends. Its output is shown only when it fails.
 */
export async function step(label, command, args, options = {}) {
  const startedAt = Date.now()
  const isLive = process.stdout.isTTY === true
  let output = ''
  let lastLine = ''
  if (!isLive) process.stdout.write(`  ${label} …\n`)
  const child = spawn(command, args, {
    cwd: root,
    env: childEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
  const keep = (chunk) => {
    output = (output + chunk).slice(-200_000)
    lastLine = String(chunk).trim().split('\n').at(-1) ?? lastLine
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const tick = setInterval(
    () => {
      // One line at most, or the terminal would scroll with every tick.
      const room = Math.max(0, (process.stdout.columns ?? 80) - label.length - 16)
      const detail = lastLine.replaceAll(/\u001b\[[0-9;]*m/g, '').slice(0, room)
      if (isLive) process.stdout.write(`\r\u001b[2K  ${label} … ${seconds(startedAt)}  ${detail}`)
      else process.stdout.write(`  ${label} … ${seconds(startedAt)} so far\n`)
    },
    isLive ? 500 : 15_000,
  )
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  }).finally(() => clearInterval(tick))
  if (isLive) process.stdout.write('\r\u001b[2K')
  if (code !== 0) {
    process.stderr.write(output)
    fail(`${label} failed (exit ${code}). What it said stands above.`)
  }
  process.stdout.write(`  ${label} ✓ ${seconds(startedAt)}\n`)
}

export const pnpm = (args) => ['npx', ['-y', PNPM, ...args]]

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', '.turbo'].includes(entry.name)) continue
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(file)
    else if (entry.isFile()) yield file
  }
}

/** One hash over the names and contents of files and folders, relative to the root; absent ones count as empty. */
export function fingerprint(places, { byTime = false } = {}) {
  const hash = createHash('sha256')
  for (const place of places) {
    const full = path.resolve(root, place)
    if (!existsSync(full)) continue
    const files = statSync(full).isDirectory() ? [...filesBelow(full)].sort() : [full]
    for (const file of files) {
      const { mtimeMs, size } = statSync(file)
      hash.update(`${path.relative(root, file)}\0${byTime ? `${mtimeMs} ${size}` : readFileSync(file)}\0`)
    }
  }
  return hash.digest('hex')
}

/** Runs `work` unless it already succeeded for the same `fingerprintNow()`; `undefined` stands for "must run". */
export async function unlessDone(name, fingerprintNow, work) {
  const stamp = path.join(stampsDir, name)
  const print = fingerprintNow()
  if (print !== undefined && existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return
  await work()
  mkdirSync(stampsDir, { recursive: true })
  writeFileSync(stamp, fingerprintNow() ?? '')
}

/** Installs the packages when the lockfile or a manifest changed since the last time. */
export async function install() {
  const manifests = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}/package.json`),
  )
  const inputs = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]
  await unlessDone(
    'install',
    () => (existsSync(nodeBinary) ? fingerprint(inputs) : undefined),
    () => step('Installing packages', ...pnpm(['install', '--frozen-lockfile', '--reporter=append-only'])),
  )
}
