import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { givenKeys, keysOfFile, keysOfFolder, openAuth, rotateKeys } from '../src/index.ts'
import { openText, sealText } from '../src/sealing/seal-text.ts'
import { withTotp } from './authenticator.ts'
import { anInstallation, type Installation, PUBLIC_URL, testKeys } from './people.ts'

const database = useTestDatabase()
let installation: Installation
let folder: string

beforeAll(async () => {
  installation = await anInstallation(database.db)
})
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cartage-keys-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const [OLD, NEW] = ['nine-brown-bears-in-a-small-boat-1', 'four-white-doves-over-the-harbour-2']

describe('a sealed text', () => {
  it('SEC-F02 opens with its key, for its record alone, and is another each time', async () => {
    const keys = await testKeys.read()
    const sealed = sealText('JBSWY3DPEHPK3PXP', 'totp 1', keys[0]!)

    expect(openText(sealed, 'totp 1', keys)).toBe('JBSWY3DPEHPK3PXP')
    expect(sealed.split('.')[1]).toBe(keys[0]!.id)
    expect(sealed).not.toContain('JBSWY3DPEHPK3PXP')
    expect(sealText('JBSWY3DPEHPK3PXP', 'totp 1', keys[0]!)).not.toBe(sealed)
    expect(() => openText(sealed, 'totp 2', keys)).toThrow('changed or damaged')
  })

  it('SEC-F02 does not open after any byte of it was flipped', async () => {
    const keys = await testKeys.read()
    const sealed = sealText('JBSWY3DPEHPK3PXP', 'totp 1', keys[0]!)
    const data = Buffer.from(sealed.split('.')[2]!, 'base64url')

    for (let at = 0; at < data.length; at++) {
      const flipped = Buffer.from(data)
      flipped[at]! ^= 1
      const touched = ['1', keys[0]!.id, flipped.toString('base64url')].join('.')
      expect(() => openText(touched, 'totp 1', keys)).toThrow('changed or damaged')
    }
    expect(() => openText(`${sealed}A`, 'totp 1', keys)).toThrow('changed or damaged')
    expect(() => openText('', 'totp 1', keys)).toThrow('changed or damaged')
  })

  it('SEC-F02 names the key that is missing', async () => {
    const [old] = await givenKeys(OLD, 'key').read()
    const sealed = sealText('text', 'totp 1', old!)

    expect(() => openText(sealed, 'totp 1', [])).toThrow(`the key ${old!.id}, which the server does not have`)
  })
})

describe('keys', () => {
  it.each([
    ['changeme', 'is shorter than 32 bytes'],
    ['changeme-changeme-changeme-changeme', 'is one that others can guess'],
    ['0'.repeat(64), 'is one that others can guess'],
    ['', 'is empty'],
    [`${OLD},short-and-sweet`, 'is shorter than 32 bytes'],
  ])('SEC-F01 refuse %j without quoting it', (text, why) => {
    expect(() => givenKeys(text, 'CARTAGE_SECRET_KEY')).toThrow(
      `CARTAGE_SECRET_KEY ${why}. Make a secret with`,
    )
    expect(() => givenKeys(text, 'CARTAGE_SECRET_KEY')).not.toThrow(/changeme|short-and-sweet|000/)
  })

  it('SEC-F01 are made once in a folder, for the owner to read alone', async () => {
    const [one, other] = await Promise.all([keysOfFolder(folder).read(), keysOfFolder(folder).read()])
    const file = path.join(folder, 'secret.key')

    expect(one).toHaveLength(1)
    expect(other).toEqual(one)
    expect(await keysOfFolder(folder).read()).toEqual(one)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(Buffer.from((await readFile(file, 'utf8')).trim(), 'base64url')).toHaveLength(32)
  })

  it('SEC-F01 of a file that others can read are refused, with what to run', async () => {
    const file = path.join(folder, 'key')
    await writeFile(file, OLD)
    await chmod(file, 0o644)

    await expect(keysOfFile(file).read()).rejects.toThrow(`Run: chmod 600 ${file}`)
    await chmod(file, 0o600)
    expect(await keysOfFile(file).read()).toHaveLength(1)
    await expect(keysOfFile(`${file}-not`).read()).rejects.toThrow('cannot be read')
  })
})

describe('a change of keys', () => {
  afterAll(async () => {
    await database.db.deleteFrom('identity.totp').execute()
  })

  const secretOf = async (userId: string): Promise<string> => {
    const { rows } = await sql<{ readonly secret: string }>`
      select secret from identity.totp where user_id = ${userId}`.execute(database.db)
    return rows[0]!.secret
  }

  it('SEC-F02 seals with the new one, opens with the old one until all is sealed anew, and then needs it no more', async () => {
    const { session } = await installation.person()
    const [, other] = [session, (await installation.person()).session]
    await database.db.deleteFrom('identity.totp').execute()
    const [before, both, after] = [OLD, `${NEW},${OLD}`, NEW].map((text) => givenKeys(text, 'key'))
    const authWith = (keys = testKeys) =>
      openAuth({ db: database.db, isHttps: false, publicUrl: PUBLIC_URL, keys })
    await authWith(before).factors.enrolTotp({ session, issuer: 'Cartage' })
    const plain = await secretOf(session.userId)

    await expect(authWith(after).checkKeys()).rejects.toMatchObject({ code: 'PRECONDITION' })
    await authWith(both).checkKeys()
    await authWith(both).factors.enrolTotp({ session: other, issuer: 'Cartage' })
    const [newKey, oldKey] = await both!.read()
    expect((await secretOf(other.userId)).split('.')[1]).toBe(newKey!.id)
    expect(plain.split('.')[1]).toBe(oldKey!.id)

    const rotation = await rotateKeys(database.db, both!)

    expect(rotation).toEqual({ keyId: newKey!.id, oldKeyIds: [oldKey!.id], resealed: 1 })
    await authWith(after).checkKeys()
    const about = `identity.totp ${session.userId}`
    expect(openText(await secretOf(session.userId), about, await after!.read())).toBe(
      openText(plain, about, await before!.read()),
    )
  })

  it('SEC-F02 makes and drops the keys of the data folder itself', async () => {
    const keys = keysOfFolder(folder)
    await database.db.deleteFrom('identity.totp').execute()
    const auth = openAuth({ db: database.db, isHttps: false, publicUrl: PUBLIC_URL, keys })
    const person = await installation.person()
    const { secret, session } = await withTotp(auth, person)
    const [old] = await keys.read()

    const rotation = await rotateKeys(database.db, keys)

    const left = await keys.read()
    expect(rotation).toEqual({ keyId: left[0]!.id, oldKeyIds: [old!.id], resealed: 1 })
    expect(left).toHaveLength(1)
    expect(left[0]!.id).not.toBe(old!.id)
    expect((await stat(path.join(folder, 'secret.key'))).mode & 0o777).toBe(0o600)
    const sealed = await secretOf(session.userId)
    expect(openText(sealed, `identity.totp ${session.userId}`, left)).toBe(secret)
  })

  it('SEC-F02 changes nothing when one record cannot be opened', async () => {
    const keys = keysOfFolder(folder)
    await database.db.deleteFrom('identity.totp').execute()
    const auth = openAuth({ db: database.db, isHttps: false, publicUrl: PUBLIC_URL, keys })
    const [whole, broken] = await Promise.all([installation.person(), installation.person()])
    await auth.factors.enrolTotp({ session: whole.session, issuer: 'Cartage' })
    await auth.factors.enrolTotp({ session: broken.session, issuer: 'Cartage' })
    const before = await secretOf(whole.session.userId)
    await sql`update identity.totp set secret = overlay(secret placing 'AAAA' from 20)
      where user_id = ${broken.session.userId}`.execute(database.db)

    await expect(rotateKeys(database.db, keys)).rejects.toMatchObject({ reason: 'SEALED_DAMAGED' })

    expect(await secretOf(whole.session.userId)).toBe(before)
    await auth.checkKeys()
    expect(await keys.read()).toHaveLength(2)
  })
})
