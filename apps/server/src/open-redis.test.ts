import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from './log.ts'
import { openRedis } from './open-redis.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cartage-redis-ca-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the authority of Redis', () => {
  it.each([
    ['is not there', undefined, 'ENOENT'],
    ['is no certificate', 'not in PEM', 'ERR_OSSL_PEM_NO_START_LINE'],
  ])('that %s is named, with what was expected', async (_, text, why) => {
    const caFile = path.join(folder, `${why}.pem`)
    if (text !== undefined) await writeFile(caFile, text)

    const opening = openRedis({ url: 'rediss://127.0.0.1:1', caFile }, createLog('silent'))

    await expect(opening).rejects.toMatchObject({
      code: 'PRECONDITION',
      message: `REDIS_CA_FILE=${caFile} cannot be used (${why}); expected a file with a certificate in PEM.`,
    })
  })
})
