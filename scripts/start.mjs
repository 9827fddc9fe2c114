// `npm start`: installs what is missing, builds what changed and serves. The server prints the rest itself.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import {
  childEnv,
  fingerprint,
  install,
  nodeBinary,
  pnpm,
  requireNode,
  root,
  step,
  unlessDone,
} from './steps.mjs'

requireNode()
// Ctrl-C reaches the whole process group: the server ends itself, and this script after it.
process.on('SIGINT', () => undefined)

process.stdout.write('Cartage\n')
await install()

const webBuilt = path.join(root, 'apps/web/dist/index.html')
const webInputs = [
  ...['src', 'public', 'index.html', 'package.json', 'vite.config.ts'].map((name) => `apps/web/${name}`),
  ...['ui', 'domain', 'solver'].map((name) => `packages/${name}/src`),
  'pnpm-lock.yaml',
]
await unlessDone(
  'web',
  () => (existsSync(webBuilt) ? fingerprint(webInputs, { byTime: true }) : undefined),
  () => step('Building the console', ...pnpm(['exec', 'turbo', 'run', 'build', '--filter=@cartage/web'])),
)

const child = spawn(nodeBinary, ['apps/server/src/main.ts', ...process.argv.slice(2)], {
  cwd: root,
  env: childEnv,
  stdio: 'inherit',
})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
})
