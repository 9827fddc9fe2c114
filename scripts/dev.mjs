// `pnpm dev`: declarations, server and console in watch mode. A changed procedure input is a type error in the
// console's code as soon as the declarations are written again.
import { spawn } from 'node:child_process'
import { readdirSync, existsSync } from 'node:fs'
import path from 'node:path'
import { childEnv, install, nodeBinary, pnpm, requireNode, root, step } from './steps.mjs'

requireNode()
await install()
await step('Writing declarations', ...pnpm(['exec', 'turbo', 'run', 'build', '--filter=!@cartage/web']))

const packages = readdirSync(path.join(root, 'packages'))
  .map((name) => `packages/${name}`)
  .concat('apps/server')
  .filter((folder) => existsSync(path.join(root, folder, 'tsconfig.build.json')))

const children = []
const run = (name, command, args, options = {}) => {
  const child = spawn(command, args, {
    cwd: root,
    env: childEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
  const print = (chunk) => {
    for (const line of String(chunk).split('\n')) {
      if (line.trim() !== '' && !line.includes('\u001bc')) process.stdout.write(`${name.padEnd(8)} ${line}\n`)
    }
  }
  child.stdout.on('data', print)
  child.stderr.on('data', print)
  child.on('exit', (code) => {
    if (code !== 0 && code !== null) process.stdout.write(`${name.padEnd(8)} ended with ${code}\n`)
  })
  children.push(child)
}

for (const folder of packages) {
  run(path.basename(folder), 'tsc', ['-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'], {
    cwd: path.join(root, folder),
  })
}
run('types', 'tsc', ['-p', 'tsconfig.json', '--watch', '--preserveWatchOutput'], {
  cwd: path.join(root, 'apps/web'),
})
// Browsers name the dev server as the origin of their requests.
run('server', nodeBinary, ['--watch', 'apps/server/src/main.ts'], {
  env: { ...childEnv, PUBLIC_URL: process.env.PUBLIC_URL ?? 'http://localhost:5173' },
})
run('web', 'vite', ['--clearScreen', 'false'], { cwd: path.join(root, 'apps/web') })

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill('SIGTERM')
  })
}
