import { permissionsOf } from '@cartage/auth'
import { type Role, roles } from '@cartage/domain'
import type { Meta } from './meta.ts'
import { appRouter } from './root.ts'

interface Procedure {
  readonly _def: { readonly meta?: Meta | undefined; readonly type: string }
}

const introduction = `# Who may call what

Made from the router by \`node scripts/role-table.mjs\`; do not edit. A test fails when it is stale.

A role that an organization makes holds permissions of its own choice: it may call what needs one of these, and
what any session may.

- **needs**: the permission; \`anyone\` needs no session, \`session\` any living one, \`operator\` somebody who manages
  the organizations of the installation, whatever their role.
- **proof**: the person has to have proven who they are within ten minutes (\`REAUTH_REQUIRED\`).
- **lacking**: can be called while the session lacks the second factor that its organization asks for.
`

/** The table of roles and procedures, in Markdown. */
export function roleTable(): string {
  const head = ['procedure', 'kind', 'needs', ...roles, 'proof', 'lacking']
  // By full path when it runs; its type is still the nested one.
  const procedures = appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>
  const rows = Object.entries(procedures)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, { _def }]) => rowOf(path, _def.type, _def.meta))
  return [introduction, line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n')
}

function rowOf(path: string, kind: string, meta: Meta | undefined): readonly string[] {
  if (meta === undefined) throw new Error(`${path} does not say who may call it.`)
  return [
    `\`${path}\``,
    kind,
    `\`${meta.access}\``,
    ...roles.map((role) => mark(mayCall(role, meta.access))),
    mark(meta.isSensitive === true),
    // Without a session there is nothing to lack.
    mark(meta.isForLacking === true || meta.access === 'anyone'),
  ]
}

const mayCall = (role: Role, access: Meta['access']): boolean =>
  access === 'anyone' || access === 'session' || (access !== 'operator' && permissionsOf(role).has(access))

const mark = (isSo: boolean): string => (isSo ? 'yes' : '')
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
