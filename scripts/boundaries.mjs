// Who may import whom. `node scripts/boundaries.mjs` prints every forbidden import with what to use instead and
// exits 1; the arrows are those of docs/architecture.md.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** What product code of a package may import, and what its tests may in addition. */
export const arrows = {
  domain: { may: [] },
  solver: { may: ['domain'], tests: ['testing'] },
  roads: { may: ['domain'], tests: ['testing'] },
  db: { may: ['domain'] },
  auth: { may: ['domain', 'db'], tests: ['testing'] },
  jobs: { may: ['domain', 'db'], tests: ['testing'] },
  services: { may: ['domain', 'db', 'auth', 'jobs', 'roads', 'solver'], tests: ['testing'] },
  api: { may: ['domain', 'auth', 'services'], tests: ['testing', 'db', 'jobs'] },
  ui: { may: ['domain'], isBrowser: true },
  testing: { may: ['domain', 'db'] },
  server: { may: ['domain', 'db', 'auth', 'jobs', 'roads', 'services', 'api'], tests: ['testing'] },
  web: { may: ['domain', 'solver', 'ui'], types: ['api'], tests: ['testing', 'roads'], isBrowser: true },
  cli: { may: ['domain', 'roads', 'solver', 'services', 'server'], tests: ['testing'] },
}

/** Packages that must also run in a browser, so no file of theirs may reach for Node; `!` exempts a place. */
const browserSafe = ['domain', 'solver', 'ui', 'web']
const nodeOnly = /^packages\/solver\/(?:src\/node\b|bench\/|test\/)|vite\.config\.ts$|\.test\.tsx?$|\/e2e\//

const advice = {
  db: 'read and write through a verb of @cartage/services',
  auth: 'ask the session in the context; only services and the API know how sessions work',
  services: 'call the verb through the tRPC client, or move the code into services',
  api: "import the type only: import type { AppRouter } from '@cartage/api'",
  solver: 'let a verb of @cartage/services join the solver with the rest',
  roads: 'let a verb of @cartage/services join the roads with the rest',
  testing: 'testing is for tests; product code has no use for it',
}

const importPattern =
  /(?:^|[\n;])\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^'";]*?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g

/** The imports of a source text: `{ specifier, line, isType }`. */
export function importsOf(text) {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
  return [...code.matchAll(importPattern)].map((match) => ({
    specifier: match[2] ?? match[3],
    isType: match[1] !== undefined,
    line: code.slice(0, match.index + match[0].length).split('\n').length,
  }))
}

const isTest = (file) => /\.(test|bench|test-d)\.tsx?$|\/(test|e2e|bench)\//.test(file)

/** What is wrong with one import of one file (a path from the repository root), or undefined. */
export function faultOf(file, { specifier, isType }) {
  const [, home, owner] = /^(apps|packages)\/([^/]+)\//.exec(file) ?? []
  const rule = arrows[owner]
  if (rule === undefined)
    return `${owner} has no row in scripts/boundaries.mjs; add one that says what it may import`

  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier)
    if (target.startsWith(`${home}/${owner}/`)) return undefined
    const other = /^(?:apps|packages)\/([^/]+)/.exec(target)?.[1]
    return other === undefined || !(other in arrows)
      ? undefined
      : `reaches into another package; use import … from '@cartage/${other}'`
  }
  if (specifier.startsWith('node:')) {
    return browserSafe.includes(owner) && !nodeOnly.test(file) && !isTest(file)
      ? `${owner} also runs in a browser; pass what Node gives in as data`
      : undefined
  }
  const match = /^@cartage\/([^/]+)(\/.*)?$/.exec(specifier)
  if (match === null || match[1] === owner) return undefined
  const [, target, inner] = match
  if (inner?.startsWith('/src') || inner?.startsWith('/dist')) {
    return `a package is reached through its exports only; use '@cartage/${target}'`
  }
  if (rule.may.includes(target)) return undefined
  if (isType && rule.types?.includes(target)) return undefined
  if (isTest(file) && rule.tests?.includes(target)) return undefined
  return `${owner} may import ${[...rule.may, ...(rule.types ?? []).map((name) => `the types of ${name}`)].join(', ') || 'no other package'}, not ${target}: ${advice[target] ?? 'turn the dependency round'}`
}

/** Names that only some packages may write, wherever they stand in the text. */
const reserved = [
  {
    pattern: /['"`]identity\./,
    allowed: /^packages\/(auth|db|testing)\//,
    fix: 'identity belongs to @cartage/auth; ask it',
  },
  {
    pattern: /\bsql\.(raw|lit|id|ref)\((?!\s*['"][^'"]*['"]\s*\))/,
    allowed: /^packages\/db\/src\/migrations\/|\.test\.ts$/,
    fix: 'sql.raw, sql.lit, sql.id and sql.ref take constants only; pass values as parameters (SEC-E01)',
  },
]

function* sourceFiles(root, folder) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (['node_modules', 'dist', '.turbo'].includes(entry.name)) continue
    const file = `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* sourceFiles(root, file)
    else if (/\.(ts|tsx|mjs)$/.test(entry.name)) yield file
  }
}

/** Every fault below `root`, as `file:line  specifier  what to do`. */
export function checkBoundaries(root) {
  const faults = []
  for (const file of ['apps', 'packages'].flatMap((folder) => [...sourceFiles(root, folder)])) {
    const text = readFileSync(path.join(root, file), 'utf8')
    for (const found of importsOf(text)) {
      const fault = faultOf(file, found)
      if (fault !== undefined) faults.push(`${file}:${found.line}  '${found.specifier}'  ${fault}`)
    }
    for (const [index, line] of text.split('\n').entries()) {
      const fault = reserved.find(({ pattern, allowed }) => pattern.test(line) && !allowed.test(file))
      if (fault !== undefined) faults.push(`${file}:${index + 1}  ${fault.fix}`)
    }
  }
  return faults
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = checkBoundaries(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'))
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  if (faults.length > 0) {
    process.stderr.write(`${faults.length} forbidden ${faults.length === 1 ? 'import' : 'imports'}.\n`)
    process.exitCode = 1
  }
}
