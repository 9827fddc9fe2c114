// What Cartage is made of, and whether any of it is known to be unsafe: `node scripts/supply-chain.mjs [FOLDER]` writes a
// CycloneDX list of every package to FOLDER/sbom.cdx.json (`dist` by default) and fails on advisories of high and above.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { childEnv, pnpm, root } from './steps.mjs'

/** Writes the list of packages and answers it. */
export function writeSbom(folder) {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'sbom.cdx.json')
  const format = [
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
    '--lockfile-only',
    '--out',
    file,
  ]
  const { status, stderr } = run(['sbom', ...format])
  if (status !== 0) throw new Error(`The list of packages could not be written: ${stderr}`)
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Asks the registry for advisories: `clean`, `found` with what it says, or `unknown` where it does not answer. */
export function audit() {
  const { status, stdout, stderr } = run(['audit', '--audit-level=high'])
  const text = `${stdout}${stderr}`.trim()
  if (status === 0) return { state: 'clean', text }
  return {
    state: /ERR_PNPM_AUDIT_BAD_RESPONSE|ERR_PNPM_\w*FETCH|ENOTFOUND|ECONN|EAI_AGAIN/.test(text)
      ? 'unknown'
      : 'found',
    text,
  }
}

function run(args) {
  const [command, words] = pnpm(args)
  return spawnSync(command, words, { cwd: root, env: childEnv, encoding: 'utf8' })
}

if (import.meta.main) {
  const folder = path.resolve(process.argv[2] ?? path.join(root, 'dist'))
  const { components } = writeSbom(folder)
  process.stdout.write(`${components.length} packages are listed in ${path.join(folder, 'sbom.cdx.json')}.\n`)
  const { state, text } = audit()
  process.stdout.write(`${text}\n`)
  if (state === 'unknown') process.stdout.write('The registry told nothing about advisories: not checked.\n')
  if (state === 'found') process.exitCode = 1
}
