import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type ServerProcess, startServerProcess } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ran, runCartage } from './run-cartage.ts'

const settings = { CARTAGE_DEMO: '0', LOG_LEVEL: 'warn' }
const robin = { email: 'robin@example.com', password: 'seven green bottles' }
/** The old machine and the new one, each with the data folder that a command finds by itself. */
let old: string
let anew: string
/** The server of the new machine, from its first start on. */
let server: ServerProcess
let cookie: string

const dataOf = (machine: string): string => path.join(machine, '.cartage')
const backup = (): string => path.join(old, 'cartage.backup')

function post({ url }: ServerProcess, procedure: string, input: unknown, headers = {}): Promise<Response> {
  return fetch(`${url}/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  })
}
const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')

beforeAll(async () => {
  old = await mkdtemp(path.join(tmpdir(), 'cartage-old-'))
  anew = await mkdtemp(path.join(tmpdir(), 'cartage-new-'))
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  for (const folder of [old, anew]) await rm(folder, { recursive: true, force: true })
})

describe('cartage admin backup and restore', () => {
  let made: Ran
  it('SEC-F12 write a file for its owner only, while the server goes on', async () => {
    await using first = await startServerProcess({ env: settings, dataDir: dataOf(old) })
    const [, token] = await first.untilPrinted(/welcome#(\S+)/)
    const claimed = await post(first, 'session.claimFirstAdmin', {
      token,
      organizationName: 'Quay Couriers',
      name: 'Robin',
      ...robin,
    })
    cookie = cookiesOf(claimed)
    const enrolled = await post(first, 'factors.enrolTotp', undefined, { cookie })

    made = await runCartage(old, ['admin', 'backup', 'cartage.backup', '--with-key'])
    const again = await runCartage(old, ['admin', 'backup', 'cartage.backup'])

    expect([claimed.status, enrolled.status]).toEqual([200, 200])
    expect(made.stderr).toMatch(/1\/\d+ \w+\n[\s\S]*The key is in it/)
    expect(made.code).toBe(0)
    expect((await stat(backup())).mode & 0o777).toBe(0o600)
    expect(again).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('is there already') as string,
    })
  }, 300_000)

  it('SEC-F12 put it on an empty machine, all rows and the key', async () => {
    const restored = await runCartage(anew, ['admin', 'restore', backup()])

    const { tables, rows } = JSON.parse(made.stdout)
    expect(restored.stderr).toContain('everybody signs in again')
    expect(restored.stderr).not.toContain('Before the server starts')
    expect(JSON.parse(restored.stdout)).toMatchObject({ tables, rows, hasKey: true })
    const key = path.join(dataOf(anew), 'secret.key')
    expect(await readFile(key, 'utf8')).toBe(await readFile(path.join(dataOf(old), 'secret.key'), 'utf8'))
    expect((await stat(key)).mode & 0o777).toBe(0o600)
  }, 300_000)

  it('SEC-F12 leave people their passwords there, and end their sessions', async () => {
    server = await startServerProcess({ env: settings, dataDir: dataOf(anew) })
    await server.untilPrinted(/Ready at/)

    const session = await fetch(`${server.url}/api/trpc/session.current`, { headers: { cookie } })
    const signedIn = await post(server, 'session.signIn', robin)

    expect(await session.json()).toEqual({ result: { data: null } })
    expect(signedIn.status).toBe(200)
    expect(await signedIn.text()).toContain('Quay Couriers')
    expect(server.output()).not.toContain('welcome#')
  }, 300_000)

  it('make somebody an operator, who signs in again', async () => {
    const again = await runCartage(anew, ['admin', 'operator', 'add', robin.email])
    const last = await runCartage(anew, ['admin', 'operator', 'remove', robin.email])

    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('already') as string })
    expect(last).toMatchObject({ code: 1, stderr: expect.stringContaining('last operator') as string })
  }, 120_000)

  it('refuse to overwrite an installation, and name the key that is missing', async () => {
    const withoutKey = await runCartage(anew, ['admin', 'backup', 'plain.backup'])
    await server[Symbol.asyncDispose]()
    const kept = await runCartage(anew, ['admin', 'restore', backup()])
    await mkdir(path.join(anew, 'third'))
    const third = await runCartage(path.join(anew, 'third'), ['admin', 'restore', '../plain.backup'])

    expect(kept).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('--replace') as string,
    })
    expect(withoutKey.stderr).toContain('is not in it')
    expect(third.code).toBe(0)
    expect(third.stderr).toMatch(/Before the server starts: .* sealed with the key [0-9a-f]{12}/)
  }, 300_000)

  it.each([
    [['admin', 'backup'], 'takes one FILE'],
    [['admin', 'restore', 'nothing.backup'], 'nothing.backup is not there'],
    [['admin', 'restore', 'a', '--force'], '--force'],
    [['admin', 'operator', 'add'], 'takes add or remove'],
    [['admin', 'operator', 'add', 'nobody@example.com'], 'does not exist'],
  ])(
    'say what is wrong: %j',
    async (argv, message) => {
      const ran = await runCartage(anew, argv)

      expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) as string })
    },
    120_000,
  )
})
