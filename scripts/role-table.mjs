// Writes docs/roles.md, the table of roles and procedures, from the router.
import { writeFileSync } from 'node:fs'
import { roleTable } from '../packages/api/src/role-table.ts'

writeFileSync(new URL('../docs/roles.md', import.meta.url), roleTable())
