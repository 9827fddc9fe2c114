// `pnpm gen feature NAME`: everything that a new entity needs, from its table to its page, working and tested.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnv, fail } from '../steps.mjs'
import { insertBefore, insertSorted } from './edit.mjs'
import { featureFiles } from './feature-files.mjs'
import { faultOfName, namesOf } from './names.mjs'

/** The lines that join a new feature to what is there: `path → text => text`. */
function featureEdits(n, { migration }) {
  const line = (text, pattern) => (file) => insertSorted(file, text, pattern)
  const all =
    (...edits) =>
    (file) =>
      edits.reduce((text, edit) => edit(text), file)
  const before = (insertion, anchor) => (file) => insertBefore(file, insertion, anchor)
  const exported = (name, file) => `export { ${name} } from './${n.plural.kebab}/${file}.ts'\n`
  return {
    'packages/domain/src/index.ts': line(`export * from './${n.kebab}.ts'`, /^export \* from/),
    'packages/domain/src/ids.ts': (file) =>
      `${insertBefore(file, `export type ${n.pascal}Id = Id<'${n.camel}'>\n`, /\nexport const organizationId/).trimEnd()}\nexport const ${n.camel}Id = idOf<'${n.camel}'>()\n`,
    'packages/domain/src/event.ts': line(`  '${n.camel}.changed',`, /^ {2}'[\w.]+',$/),
    'packages/db/src/tables/database.ts': all(
      line(`import type { ${n.pascal}Table } from './${n.kebab}.ts'`, /^import type \{ \w+ \} from/),
      before(`  ${n.camel}: ${n.pascal}Table\n`, /\}\n\n\/\*\* What belongs to the installation/),
    ),
    'packages/db/src/migrations/index.ts': all(
      before(`import * as ${n.plural.camel} from './${migration}.ts'\n`, /\n\/\*\* In the order they run/),
      (file) => file.replace(/\n\}\s*$/, `\n  '${migration}': ${n.plural.camel},\n}\n`),
    ),
    'packages/db/test/columns.ts': before(
      `  ${n.camel}: {\n    organizationId: 'uuid',\n    id: 'uuid',\n    name: 'text',\n    notes: 'text',\n    ...softDeleted,\n  },\n`,
      / {2}'region\.region': \{/,
    ),
    'packages/services/src/index.ts': before(
      [
        exported(`create${n.pascal}`, `create-${n.kebab}`),
        exported(`list${n.plural.pascal}, type ${n.pascal}List`, `list-${n.plural.kebab}`),
        exported(`remove${n.pascal}`, `remove-${n.kebab}`),
        exported(`restore${n.pascal}`, `restore-${n.kebab}`),
        exported(`update${n.pascal}`, `update-${n.kebab}`),
        '\n',
      ].join(''),
      /export \{ createVehicle \}/,
    ),
    'packages/api/src/root.ts': all(
      line(
        `import { ${n.plural.camel}Router } from './routers/${n.plural.kebab}.ts'`,
        /^import .* from '.\/routers/,
      ),
      line(`  ${n.plural.camel}: ${n.plural.camel}Router,`, /^ {2}\w+: \w+Router,$/),
    ),
    'packages/api/test/valid-inputs.ts': before(
      [
        `  '${n.plural.camel}.create': own(() => ({ id: anId(), name: 'North' })),\n`,
        `  '${n.plural.camel}.list': none,\n`,
        `  '${n.plural.camel}.remove': entity(() => ({ id: anId() })),\n`,
        `  '${n.plural.camel}.restore': entity(() => ({ id: anId() })),\n`,
        `  '${n.plural.camel}.update': entity(() => ({ id: anId(), version: 1, name: 'South' })),\n`,
      ].join(''),
      / {2}'session\.acceptInvite'/,
    ),
    'apps/web/src/api/change-invalidation.ts': all(
      before(`  | '${n.plural.camel}'\n`, / {2}\| 'shifts'/),
      before(`  '${n.camel}.changed': ['${n.plural.camel}'],\n`, / {2}'region\.changed':/),
    ),
    'apps/web/src/api/use-change-events.ts': before(
      `  ${n.plural.camel}: () => queryClient.invalidateQueries(trpc.${n.plural.camel}.pathFilter()),\n`,
      / {2}shifts: \(\) =>/,
    ),
    'apps/web/src/routes/router.tsx': all(
      before(
        `const ${n.plural.camel}Route = createRoute({\n  getParentRoute: () => settingsRoute,\n  path: '/${n.plural.kebab}',\n  component: lazyRouteComponent(\n    () => import('../features/${n.plural.kebab}/${n.plural.kebab}-section.tsx'),\n    '${n.plural.pascal}Section',\n  ),\n})\n`,
        /const accountRoute = /,
      ),
      before(`${n.plural.camel}Route,\n        `, /accountRoute,\n/),
    ),
    'apps/web/src/features/settings/settings-page.tsx': before(
      `  { to: '/settings/${n.plural.kebab}', label: '${n.plural.words[0].toUpperCase()}${n.plural.words.slice(1)}', icon: List, needs: null },\n`,
      / {2}\{ to: '\/settings\/account'/,
    ),
  }
}

const needsListIcon = (text) =>
  text.replace(/import \{([^}]*)\} from 'lucide-react'/, (_, list) => {
    const names = list.split(',').flatMap((name) => name.trim() || [])
    return `import { ${[...new Set([...names, 'List'])].toSorted().join(', ')} } from 'lucide-react'`
  })

/** Writes the feature below `root`; answers the paths it wrote. Throws before it writes anything it would overwrite. */
export function generateFeature(root, name, { plural, now = new Date() } = {}) {
  const n = namesOf(name, plural)
  const stamp = now.toISOString().slice(0, 16).replaceAll(/[-:T]/g, '')
  const files = featureFiles(n, { stamp })
  const edits = featureEdits(n, { migration: `${stamp}-${n.plural.kebab}` })
  const taken = Object.keys(files).find((file) => existsSync(path.join(root, file)))
  if (taken !== undefined) throw new Error(`${taken} is already there; choose another name.`)

  const edited = Object.entries(edits).map(([file, edit]) => {
    const text = edit(readFileSync(path.join(root, file), 'utf8'))
    return [file, file.endsWith('settings-page.tsx') ? needsListIcon(text) : text]
  })
  for (const [file, text] of [...Object.entries(files), ...edited]) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  return [...Object.keys(files), ...edited.map(([file]) => file)]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kind, name, plural] = process.argv.slice(2)
  if (kind !== 'feature')
    fail('Usage: pnpm gen feature NAME [PLURAL], for example: pnpm gen feature loading-dock')
  const fault = faultOfName(name) ?? (plural === undefined ? undefined : faultOfName(plural))
  if (fault !== undefined) fail(fault)
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
  try {
    const written = generateFeature(root, name, { plural })
    spawnSync('oxfmt', written, { cwd: root, env: childEnv, stdio: 'ignore' })
    process.stdout.write(`${written.map((file) => `  ${file}`).join('\n')}\n`)
    process.stdout.write(
      'Next: pnpm turbo run build typecheck test, and say in words what the new entity means.\n',
    )
  } catch (error) {
    fail(error.message)
  }
}
