import { chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@cartage/db'
import { aCertificate, startServerProcess } from '@cartage/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const cleanUp = new AsyncDisposableStack()
let postgres: EmbeddedPostgres
let superuserUrl: string
let caFile: string
let otherCaFile: string

/** Runs statements as the superuser of the database. */
async function asSuperuser(...statements: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    let rows: readonly Record<string, unknown>[] = []
    for (const statement of statements) ({ rows } = await client.query(statement))
    return rows
  } finally {
    await client.end()
  }
}

beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'cartage-database-tls-'))
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }))
  const dataDir = path.join(folder, 'data')
  postgres = cleanUp.use(await startEmbeddedPostgres({ dataDir }))
  const superuser = new URL(postgres.ownerUrl)
  superuser.username = 'postgres'
  superuser.password = await readFile(path.join(dataDir, 'postgres.password'), 'utf8')
  superuserUrl = superuser.href

  const [certificate, other] = await Promise.all([aCertificate(['127.0.0.1']), aCertificate(['127.0.0.1'])])
  caFile = path.join(folder, 'ca.pem')
  otherCaFile = path.join(folder, 'other-ca.pem')
  await writeFile(caFile, certificate.ca)
  await writeFile(otherCaFile, other.ca)
  // PostgreSQL takes a key of its own user only.
  const cluster = path.join(dataDir, 'postgres')
  const { uid, gid } = await stat(cluster)
  for (const [name, text] of Object.entries({
    'server.crt': certificate.cert,
    'server.key': certificate.key,
  })) {
    await writeFile(path.join(cluster, name), text, { mode: 0o600 })
    await chown(path.join(cluster, name), uid, gid)
  }
  await asSuperuser('alter system set ssl = on', 'select pg_reload_conf()')
  // The server reads its settings again in its own time.
  while ((await asSuperuser('show ssl'))[0]?.['ssl'] !== 'on') await sleep(50)
})
afterAll(() => cleanUp.disposeAsync())

const address = (ca: string, host?: string): string => {
  const url = new URL(postgres.ownerUrl)
  if (host !== undefined) url.hostname = host
  url.searchParams.set('sslmode', 'verify-full')
  url.searchParams.set('sslrootcert', ca)
  return url.href
}
const settings = (url: string) => ({ CARTAGE_DEMO: '0', LOG_LEVEL: 'warn', DATABASE_URL: url })

describe('a database over TLS', () => {
  it('is asked by every connection of the server over TLS, with its certificate verified', async () => {
    await using server = await startServerProcess({ env: settings(address(caFile)) })
    await server.untilPrinted(/Ready at/)

    const ready = await fetch(`${server.url}/ready`)
    const connections = await asSuperuser(
      `select application_name as name, ssl from pg_stat_ssl join pg_stat_activity using (pid)
         where usename = 'cartage_app'`,
    )

    expect(ready.status).toBe(200)
    expect(new Set(connections.map(({ name }) => name)).size).toBeGreaterThan(1)
    expect(connections.filter(({ ssl }) => ssl !== true)).toEqual([])
  })

  it.each([
    ['signed by somebody else', () => address(otherCaFile), /self-signed|unable to verify|signature/i],
    ['of another host', () => address(caFile, 'localhost'), /localhost.*(cert|altnames)/i],
  ])('is refused in one line when its certificate is %s', async (_, url, why) => {
    await using server = await startServerProcess({ env: settings(url()) })

    const code = await server.ended

    expect(code).toBe(1)
    expect(server.output().trim()).toMatch(/^.*cannot be used \(.*\); check DATABASE_URL\.$/m)
    expect(server.output()).toMatch(why)
  })
})
