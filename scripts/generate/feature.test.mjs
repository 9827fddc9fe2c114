import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkBoundaries } from '../boundaries.mjs'
import { generateFeature } from './feature.mjs'
import { faultOfName, namesOf } from './names.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bin = (name) => path.join(root, 'node_modules/.bin', name)
const isSource = (file) => !/(^|\/)(\.turbo|\.git|\.cartage)(\/|$)/.test(path.relative(root, file))

let copy
let written

/** Runs a tool in a package of the copy; what it printed is the message when it fails. */
function run(folder, tool, ...args) {
  try {
    execFileSync(bin(tool), args, { cwd: path.join(copy, folder), encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    throw new Error(`${folder}: ${tool} ${args.join(' ')}\n${error.stdout}${error.stderr}`)
  }
}

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'cartage-feature-'))
  for (const name of readdirSync(root)) {
    if (['node_modules', '.git', '.turbo', '.cartage', 'README.md', 'docs'].includes(name)) continue
    cpSync(path.join(root, name), path.join(copy, name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: isSource,
    })
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
  written = generateFeature(copy, 'loading-dock')
  run('.', 'oxfmt', ...written)
}, 60_000)
afterAll(() => rmSync(copy, { recursive: true, force: true }))

describe('pnpm gen feature', () => {
  it('names things in every form', () => {
    expect(namesOf('loading-dock')).toMatchObject({
      pascal: 'LoadingDock',
      snake: 'loading_dock',
      plural: { kebab: 'loading-docks' },
    })
    expect(namesOf('delivery-company').plural.kebab).toBe('delivery-companies')
    expect(namesOf('cash-box').plural.camel).toBe('cashBoxes')
  })

  it.each(['Loading', 'loading_dock', '../x', '1st', ''])('refuses the name %j', (name) => {
    expect(faultOfName(name)).toContain('such as loading-dock')
  })

  it('refuses a name that is taken and writes nothing', () => {
    expect(() => generateFeature(copy, 'loading-dock')).toThrow('already there')
  })

  it('keeps the boundaries', () => {
    expect(checkBoundaries(copy)).toEqual([])
  })

  it('type-checks in every package, from the table to the page', () => {
    // What it does not touch is built already, before this check.
    for (const name of ['domain', 'db', 'services', 'api']) {
      run(`packages/${name}`, 'tsc', '-p', 'tsconfig.build.json')
    }
    for (const folder of [
      'packages/domain',
      'packages/db',
      'packages/services',
      'packages/api',
      'apps/web',
    ]) {
      run(folder, 'tsc', '-p', 'tsconfig.json')
    }
  }, 120_000)

  it('passes the linter and the formatter', () => {
    const code = written.filter((file) => /\.tsx?$/.test(file))
    run('.', 'oxlint', '--type-aware', '--config', '.oxlintrc.json', ...code)
    run('.', 'oxfmt', '--check', ...code)
  }, 60_000)

  it('migrates, and its own tests pass on a real database', () => {
    run('packages/services', 'vitest', 'run', 'test/loading-docks.test.ts')
    run('packages/db', 'vitest', 'run', 'test/row-types.test.ts', 'test/row-security.test.ts')
    run('packages/api', 'vitest', 'run', 'test/access.test.ts')
  }, 240_000)

  it('leaves nothing unused', () => {
    run('.', 'knip', '--no-config-hints')
  }, 60_000)
})
