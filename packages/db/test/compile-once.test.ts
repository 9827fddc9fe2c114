import type { DepotId } from '@cartage/domain'
import { expect, it } from 'vitest'
import { compileOnce, type ParameterOf, type TenantTransaction, withTenant } from '../src/index.ts'
import { aTenantWithDepot, useDatabase } from './database.ts'

const database = useDatabase()

it('runs a query with other values each time, in any transaction', async () => {
  const { db } = database.current
  const [first, second] = [await aTenantWithDepot(db), await aTenantWithDepot(db)]
  let times = 0
  const selectDepot = compileOnce(
    (trx: TenantTransaction, parameter: ParameterOf<{ id: DepotId; name: string }>) => {
      times++
      return trx
        .selectFrom('depot')
        .select(['id', 'organizationId', 'deletedAt'])
        .where('name', '!=', parameter('name'))
        .where('id', '=', parameter('id'))
    },
  )
  const depotOf = ({ organizationId, depotId: id }: typeof first, name = '') =>
    withTenant(db, organizationId, (trx) => selectDepot(trx, { id, name }))

  expect(await depotOf(first)).toEqual([
    { id: first.depotId, organizationId: first.organizationId, deletedAt: null },
  ])
  expect(await depotOf(second)).toMatchObject([{ id: second.depotId }])
  expect(await depotOf({ ...second, depotId: first.depotId })).toEqual([])
  expect(times).toBe(1)
})
