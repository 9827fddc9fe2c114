#!/usr/bin/env node
// Runs the command line on the Node that the workspace pins, whatever Node found this file.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const pinned = fileURLToPath(new URL('../../../node_modules/node/bin/node', import.meta.url))

// From the second start on nothing is stripped of its types again, which also leaves V8 free to assume that memory of
// typed arrays never goes away: the optimiser is a tenth faster for it.
const cache = fileURLToPath(new URL('../../../node_modules/.cache/compiled', import.meta.url))

if (Number(process.versions.node.split('.')[0]) >= 24) {
  module.enableCompileCache(cache)
  // For the threads.
  process.env.NODE_COMPILE_CACHE ??= cache
  await import(main)
} else if (existsSync(pinned)) {
  const child = spawn(pinned, [main, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 130)
  })
} else {
  process.stderr.write(
    'cartage: packages are missing; run npm start (or pnpm install) once in the repository.\n',
  )
  process.exitCode = 1
}
