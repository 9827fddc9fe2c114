import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { roleTable } from '../src/role-table.ts'

const cellsOf = (path: string): readonly string[] =>
  roleTable()
    .split('\n')
    .filter((line) => line.startsWith(`| \`${path}\` |`))
    .flatMap((line) => line.split('|').map((cell) => cell.trim()))
    .slice(1, -1)

describe('the table of roles and procedures', () => {
  it('SEC-C02: stands in the docs as the router has it; `node scripts/role-table.mjs` writes it', () => {
    const written = readFileSync(new URL('../../../docs/roles.md', import.meta.url), 'utf8')

    expect(written).toBe(roleTable())
  })

  it.each([
    ['session.signIn', ['mutation', '`anyone`', 'yes', 'yes', 'yes', 'yes', '', 'yes']],
    ['orders.create', ['mutation', '`order:write`', 'yes', 'yes', '', '', '', '']],
    ['members.remove', ['mutation', '`member:manage`', 'yes', '', '', '', 'yes', '']],
    ['sessions.list', ['query', '`session`', 'yes', 'yes', 'yes', 'yes', '', '']],
  ])('SEC-C02: says who may call %s', (path, cells) => {
    expect(cellsOf(path)).toEqual([`\`${path}\``, ...cells])
  })
})
