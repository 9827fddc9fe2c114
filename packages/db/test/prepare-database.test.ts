import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { prepareDatabase, roleOf } from '../src/index.ts'
import { useDatabase } from './database.ts'

const database = useDatabase()

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cartage-prepare-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const messageOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'no error',
    (error: Error) => error.message,
  )

describe('preparing a database', () => {
  it('gives a role of the operator its rights, and makes no other', async () => {
    const { ownerUrl, appUrl } = database.current
    const dataDir = await aFolder()

    const prepared = await prepareDatabase({ ownerUrl, appUrl, dataDir })

    expect(prepared).toEqual({ appUrl })
    expect(roleOf(prepared.appUrl)).toBe('cartage_app')
    await expect(stat(path.join(dataDir, 'app.password'))).rejects.toThrow(/ENOENT/)
  })

  it.each([
    [
      'nobody listens',
      (url: URL) => (url.port = '1'),
      /^The database 127\.0\.0\.1:1\/\S+ cannot be used \(.*ECONNREFUSED.*\); check DATABASE_URL\.$/,
    ],
    [
      'the password is wrong',
      (url: URL) => (url.password = 'wrong'),
      /password authentication failed .*; check DATABASE_URL\.$/,
    ],
    [
      'the database is missing',
      (url: URL) => (url.pathname = '/nowhere'),
      /"nowhere" does not exist\); check DATABASE_URL\.$/,
    ],
  ])('F28 says in one line which setting is wrong when %s', async (_, spoil, line) => {
    const url = new URL(database.current.ownerUrl)
    spoil(url)

    const message = await messageOf(prepareDatabase({ ownerUrl: url.href, dataDir: await aFolder() }))

    expect(message).toMatch(line)
    expect(message).not.toContain('\n')
    expect(message).not.toContain(url.password)
  })

  it('SEC-C05 refuses to run as the owner', async () => {
    const { ownerUrl } = database.current

    const message = await messageOf(prepareDatabase({ ownerUrl, appUrl: ownerUrl, dataDir: await aFolder() }))

    expect(message).toMatch(/could read across organizations/)
  })
})
