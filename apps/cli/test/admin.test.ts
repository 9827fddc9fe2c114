import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startServerProcess } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCartage } from './run-cartage.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cartage-admin-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('cartage admin rotate-key', () => {
  it('SEC-F02 puts a new key in place of the one of the data folder, once the server has stopped', async () => {
    const dataDir = path.join(folder, '.cartage')
    const file = path.join(dataDir, 'secret.key')
    const server = await startServerProcess({ env: { CARTAGE_DEMO: '0', LOG_LEVEL: 'warn' }, dataDir })
    await server.untilPrinted(/Ready at/)
    const before = await readFile(file, 'utf8')

    const meanwhile = await runCartage(folder, ['admin', 'rotate-key'])
    await server[Symbol.asyncDispose]()
    const done = await runCartage(folder, ['admin', 'rotate-key'])

    expect(meanwhile).toMatchObject({ code: 1, stdout: '' })
    expect(meanwhile.stderr).toContain('uses the data folder')
    expect(done).toMatchObject({ code: 0, stdout: '' })
    expect(done.stderr).toMatch(
      /^0 secrets were sealed anew with the key [0-9a-f]{12}\.\nNothing needs [0-9a-f]{12} any more\.\n$/,
    )
    const after = await readFile(file, 'utf8')
    expect(after).toMatch(/^[\w-]{43}\n$/)
    expect(after).not.toBe(before)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(done.stderr).not.toContain(after.trim())
  }, 300_000)

  it('says what is wrong with a folder, a verb or an argument', async () => {
    const nowhere = await runCartage(tmpdir(), ['admin', 'rotate-key', 'now'])
    const unknown = await runCartage(folder, ['admin', 'reset'])
    const missing = await runCartage(path.join(folder, '.cartage'), ['admin', 'rotate-key'])

    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('takes no argument') as string })
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('no "admin reset"') as string })
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('no data folder') as string })
  }, 120_000)
})
