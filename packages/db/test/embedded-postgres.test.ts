import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { prepareDatabase, startEmbeddedPostgres } from '../src/index.ts'

// One folder for all, since making a database takes longest. No test leaves a server behind.
let dataDir: string
beforeAll(async () => {
  dataDir = path.join(await mkdtemp(path.join(tmpdir(), 'cartage-embedded-')), 'data')
  // Like the folder of a clone, which other users may pass through.
  await chmod(path.dirname(dataDir), 0o755)
})
afterAll(async () => {
  await rm(path.dirname(dataDir), { recursive: true, force: true })
})

const query = async (url: string, text: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>(text)
    return rows
  } finally {
    await client.end()
  }
}

const postmasterOf = async (folder: string): Promise<number> =>
  Number.parseInt(await readFile(path.join(folder, 'postgres/postmaster.pid'), 'utf8'), 10)

const untilGone = async (pid: number): Promise<void> => {
  const status = async (): Promise<string> => readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tZ')
  while (!/^State:\tZ/m.test(await status())) await sleep(20)
}

/** Another process that runs the database of the folder; resolves when it is up. */
async function anotherCartage(
  folder: string,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'run-embedded.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [url] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, url: url.toString().trim() }
}

describe('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  it('SEC-F03 listens on loopback only, asks for a SCRAM password and keeps its folder to itself', async () => {
    await using server = await startEmbeddedPostgres({ dataDir })
    const [row] = await query(
      server.ownerUrl,
      `select current_setting('listen_addresses') as listens, current_setting('password_encryption') as passwords,
         rolsuper as super, inet_server_addr()::text as address
       from pg_roles where rolname = current_user`,
    )
    const withoutPassword = new URL(server.ownerUrl)
    withoutPassword.password = 'wrong'
    const mode = async (name: string): Promise<string> =>
      ((await stat(path.join(dataDir, name))).mode & 0o777).toString(8)

    expect(row).toEqual({
      listens: '127.0.0.1',
      passwords: 'scram-sha-256',
      super: false,
      address: '127.0.0.1/32',
    })
    expect([await mode('postgres'), await mode('owner.password'), await mode('postgres.password')]).toEqual([
      '700',
      '600',
      '600',
    ])
    await expect(query(withoutPassword.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  })

  it('SEC-F01 has a role for the server whose random password stands in a file for its owner only', async () => {
    await using server = await startEmbeddedPostgres({ dataDir })
    const first = await prepareDatabase({ ownerUrl: server.ownerUrl, dataDir })
    const again = await prepareDatabase({ ownerUrl: server.ownerUrl, dataDir })

    const file = path.join(dataDir, 'app.password')
    const password = await readFile(file, 'utf8')

    expect(again).toEqual(first)
    expect(new URL(first.appUrl).password).toBe(password)
    expect(Buffer.from(password, 'base64url')).toHaveLength(32)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('keeps what was written over a clean restart, and stops its processes', async () => {
    const first = await startEmbeddedPostgres({ dataDir })
    await query(first.ownerUrl, 'create table over_restart as select 42 as answer')
    const postmaster = await postmasterOf(dataDir)
    await first[Symbol.asyncDispose]()
    await untilGone(postmaster)

    await using second = await startEmbeddedPostgres({ dataDir })

    expect(await query(second.ownerUrl, 'select answer from over_restart')).toEqual([{ answer: 42 }])
  })

  it('F04 comes back by itself on the same port when it is killed, with everything that was committed', async () => {
    await using server = await startEmbeddedPostgres({ dataDir })
    await query(server.ownerUrl, 'create table over_death as select 42 as answer')
    const killed = await postmasterOf(dataDir)
    process.kill(killed, 'SIGKILL')

    const answer = async (): Promise<unknown> => {
      for (const until = Date.now() + 15_000; ; await sleep(100)) {
        try {
          return await query(server.ownerUrl, 'select answer from over_death')
        } catch (error) {
          if (Date.now() > until) throw error
        }
      }
    }

    expect(await answer()).toEqual([{ answer: 42 }])
    expect(await postmasterOf(dataDir)).not.toBe(killed)
  })

  it('F04 ends with the process that started it, even when that is killed, and starts again', async () => {
    const { child, url } = await anotherCartage(dataDir)
    await query(url, 'create table over_kill as select 42 as answer')
    const postmaster = await postmasterOf(dataDir)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await untilGone(postmaster)

    await using server = await startEmbeddedPostgres({ dataDir })

    expect(await query(server.ownerUrl, 'select answer from over_kill')).toEqual([{ answer: 42 }])
  })

  it('F04 takes over an orphan whose holder was killed too', async () => {
    const { child } = await anotherCartage(dataDir)
    const postmaster = await postmasterOf(dataDir)
    const status = await readFile(`/proc/${postmaster}/status`, 'utf8')
    const holder = Number(/^PPid:\t(\d+)$/m.exec(status)![1])
    process.kill(holder, 'SIGKILL')
    child.kill('SIGKILL')
    await once(child, 'exit')

    await using server = await startEmbeddedPostgres({ dataDir })

    expect(await query(server.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await untilGone(postmaster)
  })

  it('forgives a lock file whose process number now belongs to somebody else', async () => {
    await writeFile(path.join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n`)
    await writeFile(
      path.join(dataDir, 'cartage.lock'),
      JSON.stringify({ pid: process.pid, start: 'earlier' }),
    )

    await using second = await startEmbeddedPostgres({ dataDir })

    expect(await query(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('F28 refuses a second instance on the same folder in one line that names it', async () => {
    await using _server = await startEmbeddedPostgres({ dataDir })

    const second = await startEmbeddedPostgres({ dataDir }).catch((error: Error) => error.message)

    expect(second).toBe(
      `Another Cartage (process ${process.pid}) uses the data folder ${dataDir}; stop it, or set CARTAGE_DATA to another folder.`,
    )
  })

  it('F28 refuses a folder that cannot be made in one line that names it', async () => {
    const file = path.join(path.dirname(dataDir), 'file')
    await writeFile(file, 'a file is in the way')
    const folder = path.join(file, 'below')

    const start = await startEmbeddedPostgres({ dataDir: folder }).catch((error: Error) => error.message)

    expect(start).toBe(
      `The data folder ${folder} cannot be written (ENOTDIR); make it writable, or set CARTAGE_DATA to another folder.`,
    )
  })

  it('F28 refuses a database of another version in one line that names both', async () => {
    const file = path.join(dataDir, 'postgres/PG_VERSION')
    await writeFile(file, '15\n')
    onTestFinished(() => writeFile(file, '18\n'))

    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      /is of PostgreSQL 15, this Cartage runs 18;/,
    )
  })
})
