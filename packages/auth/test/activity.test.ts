import { withTenant } from '@cartage/db'
import { useTestDatabase } from '@cartage/testing/vitest'
import { beforeAll, describe, expect, it } from 'vitest'
import { json } from '@cartage/db'
import type { SessionRead } from '../src/index.ts'
import { anInstallation, type Installation } from './people.ts'

const database = useTestDatabase()
let installation: Installation

beforeAll(async () => {
  installation = await anInstallation(database.db)
})

/** Writes an export of so many orders, and takes note of it as the use case does. */
async function exportOrders({ session }: SessionRead, orders: number): Promise<void> {
  const { organizationId, userId } = session
  await withTenant(database.db, organizationId, (trx) =>
    trx
      .insertInto('auditEvent')
      .values({
        organizationId,
        userId,
        action: 'order.export',
        entity: 'depot',
        entityId: null,
        before: null,
        after: null,
        ip: null,
        userAgent: null,
        apiKeyId: null,
        detail: json({ orders }),
      })
      .execute(),
  )
  installation.auth.unusual.note({ organizationId, userId, action: 'order.export' })
}

const toldOf = async ({ session }: SessionRead) =>
  (await installation.auth.unusual.list(session.organizationId)).filter(
    ({ user }) => user.id === session.userId,
  )

describe('work in bulk', () => {
  it('SEC-F04 leaves one record that says how much and how much is usual, and keeps nobody from it', async () => {
    const person = await installation.person()
    await exportOrders(person, 4_000)
    await exportOrders(person, 4_000)

    await installation.auth.unusual.flush()
    await exportOrders(person, 4_000)
    await installation.auth.unusual.flush()

    expect(await toldOf(person)).toMatchObject([{ kind: 'export', count: 8_000, usual: 50 }])
  })

  it('is no news where it is a day’s work', async () => {
    const person = await installation.person()
    await exportOrders(person, 60)

    await installation.auth.unusual.flush()

    expect(await toldOf(person)).toEqual([])
  })
})
