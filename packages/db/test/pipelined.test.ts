import { Socket } from 'node:net'
import { sql } from 'kysely'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { type Db, withTenant } from '../src/index.ts'
import { GatheringSocket } from '../src/gathering-socket.ts'
import { aTenantWithDepot, useDatabase } from './database.ts'

const database = useDatabase()
let tenant: Awaited<ReturnType<typeof aTenantWithDepot>>
beforeAll(async () => {
  tenant = await aTenantWithDepot(database.current.db)
})
afterEach(() => void vi.restoreAllMocks())

/** What a connection sends while `work` is done: the messages of each piece, in order. */
async function piecesOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const pieces: string[] = []
  const { _write, _writev } = Socket.prototype as Required<Socket>
  const note = (socket: Socket, chunks: readonly Uint8Array[]): void => {
    if (!(socket instanceof GatheringSocket)) return
    pieces.push(chunks.map(([first = 0]) => String.fromCharCode(first)).join(''))
  }
  vi.spyOn(Socket.prototype, '_write').mockImplementation(function (this: Socket, chunk, ...rest) {
    note(this, [chunk])
    _write.call(this, chunk, ...rest)
  })
  vi.spyOn(Socket.prototype as Required<Socket>, '_writev').mockImplementation(function (
    this: Socket,
    chunks,
    ...rest
  ) {
    note(
      this,
      chunks.map(({ chunk }) => chunk),
    )
    _writev.call(this, chunks, ...rest)
  })
  await work()
  return pieces
}

const read = (db: Db) =>
  withTenant(db, tenant.organizationId, (trx) => sql`select ${1}::integer`.execute(trx), { isReadOnly: true })

it('opens a transaction, asks its first query and ends the read before it in one piece', async () => {
  const db = database.current.open({ max: 1 })
  await read(db)

  const pieces = await piecesOf(() => read(db))

  // One simple query (Q); then parse, bind, describe, execute and sync.
  expect(pieces).toEqual(['QPBDES'])
})

it('ends a read by itself when nobody comes', async () => {
  const db = database.current.open({ max: 1 })
  const { rows } = await withTenant(
    db,
    tenant.organizationId,
    (trx) => sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx),
    { isReadOnly: true },
  )

  const state = () =>
    sql<{ state: string }>`select state from pg_stat_activity where pid = ${rows[0]!.pid}`
      .execute(database.current.db)
      .then(({ rows: found }) => found[0]?.state)
  await vi.waitFor(async () => expect(await state()).toBe('idle'), { timeout: 10_000 })
})
