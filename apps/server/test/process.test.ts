import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort, repositoryRoot, type ServerProcess, startServerProcess } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

const quiet = { CARTAGE_DEMO: '0', LOG_LEVEL: 'warn' }

/** Processes that work below a folder, by their working directory or command line; zombies have neither. */
function processesOf(folder: string): readonly string[] {
  return execFileSync('ps', ['-eo', 'stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(folder) && !line.startsWith('Z') && !line.includes('ps -eo'))
}

// One story, told in order: each test goes on with the server of the one before it.
describe('a server, from its first start to its end', () => {
  let dataDir: string
  let server: ServerProcess

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'cartage-process-'))
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await rm(dataDir, { recursive: true, force: true })
  })

  it('SEC-F01 does not start with a secret key that others can guess, and makes one that nobody can', async () => {
    await using refused = await startServerProcess({
      env: { ...quiet, CARTAGE_SECRET_KEY: 'changeme-changeme-changeme-changeme' },
      dataDir,
    })

    expect(await refused.ended).toBe(2)
    expect(refused.output().trim()).toBe(
      'CARTAGE_SECRET_KEY is one that others can guess. Make a secret with: openssl rand -base64 32',
    )
    server = await startServerProcess({ env: quiet, dataDir })
    await server.untilPrinted(/Ready at/)
    expect((await stat(path.join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600)
    expect(server.output()).not.toContain((await readFile(path.join(dataDir, 'secret.key'), 'utf8')).trim())
  })

  it('SEC-A07 prints a one-time link for the first administrator while there is no user', async () => {
    const [, link] = await server.untilPrinted(/First administrator .*: (\S+)/)

    expect(link).toMatch(new RegExp(`^${server.url}/welcome#[\\w-]{20,}$`))
    expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${server.url}/ready`)).json()).toEqual({ status: 'ready' })
  })

  it('F28 says in one line that another Cartage has the data folder', async () => {
    await using second = await startServerProcess({ env: quiet, dataDir })

    const code = await second.ended

    expect(code).toBe(1)
    expect(second.output().trim().split('\n')).toEqual([
      expect.stringContaining(
        `Another Cartage (process ${server.child.pid}) uses the data folder ${dataDir}`,
      ),
    ])
  })

  it('F04 starts again on its data after a kill -9 of everything', async () => {
    const [, token] = await server.untilPrinted(/welcome#(\S+)/)
    const claimed = await fetch(`${server.url}/api/trpc/session.claimFirstAdmin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({
        token,
        organizationName: 'Kept Couriers',
        name: 'Robin',
        email: 'robin@example.com',
        password: 'seven green bottles',
      }),
    })
    expect(claimed.status).toBe(200)

    spawnSync('pkill', ['-9', '-f', dataDir])
    server.child.kill('SIGKILL')
    await server.ended
    server = await startServerProcess({ env: quiet, dataDir })
    await server.untilPrinted(/Ready at/)
    const signedIn = await fetch(`${server.url}/api/trpc/session.signIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ email: 'robin@example.com', password: 'seven green bottles' }),
    })

    expect(await signedIn.json()).toMatchObject({
      result: { data: { session: { organization: { name: 'Kept Couriers' } } } },
    })
    expect(server.output()).not.toContain('First administrator')
  })

  it('ends everything within 5 s of Ctrl-C and leaves no process', async () => {
    expect(processesOf(dataDir).length).toBeGreaterThan(0)

    const startedAt = performance.now()
    server.child.kill('SIGINT')
    const code = await server.ended

    expect(code).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect(processesOf(dataDir)).toEqual([])
  })
})

describe('a server that cannot start', () => {
  it('F28 says in one line that the port is taken', async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    await once(other, 'listening')
    await using server = await startServerProcess({ env: { ...quiet, PORT: String(port) } })

    const code = await server.ended
    other.close()

    expect(code).toBe(1)
    expect(server.output().trim()).toBe(
      `Port ${port} is taken. Stop what uses it, or set PORT to another one.`,
    )
  })

  it('F28 says in one line that the data folder cannot be written', async () => {
    const parent = await mkdtemp(path.join(tmpdir(), 'cartage-process-'))
    onTestFinished(() => rm(parent, { recursive: true }))
    const file = path.join(parent, 'a-file')
    await writeFile(file, '')
    await using server = await startServerProcess({ env: quiet, dataDir: path.join(file, 'data') })

    const code = await server.ended

    expect(code).toBe(1)
    expect(server.output().trim().split('\n')).toEqual([expect.stringContaining('cannot be written')])
  })

  it('F28 names a wrong setting and exits with 2', async () => {
    await using server = await startServerProcess({ env: { ...quiet, LOG_LEVEL: 'loud' } })

    const code = await server.ended

    expect(code).toBe(2)
    expect(server.output().trim()).toMatch(/^Wrong setting: LOG_LEVEL=loud: expected fatal.*\.$/)
  })

  it('says in one line which Node it needs when the one that runs it is too old', async () => {
    const script = await readFile(path.join(repositoryRoot, 'scripts/start.mjs'), 'utf8')
    const asIfOld = `Object.defineProperty(process.versions, 'node', { value: '18.19.0' });`

    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(asIfOld)}`, 'scripts/start.mjs'],
      { cwd: repositoryRoot, encoding: 'utf8' },
    )

    expect(script).toContain('requireNode()')
    expect(status).toBe(1)
    expect(stderr).toBe(
      'Cartage needs Node 20 or later; this is Node 18.19.0. Install a newer one from nodejs.org.\n',
    )
  })
})
