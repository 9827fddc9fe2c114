import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashPassword, unmatchableHash, verifyPassword } from './argon2id.ts'

describe('a stored password', () => {
  it('SEC-A01 is argon2id with at least 19 MiB, two passes and one lane, and a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])

    const [, m, t, p] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(one) ?? []
    expect([Number(m), Number(t), Number(p)]).toEqual([19_456, 2, 1])
    expect(one).not.toBe(other)
  })

  it('SEC-A01 says when its parameters are weaker than today', async () => {
    const hash = await hashPassword('password')

    expect(await verifyPassword('password', hash)).toEqual({ isRight: true, isWeak: false })
    expect((await verifyPassword('password', hash.replace('m=19456', 'm=4096'))).isWeak).toBe(true)
  })

  it('SEC-A03 keeps every character of any script: the same with one more at the end is another password', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 8, maxLength: 256 }),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        async (password, more) => {
          const hash = await hashPassword(password)

          expect((await verifyPassword(password, hash)).isRight).toBe(true)
          expect((await verifyPassword(password + more, hash)).isRight).toBe(false)
        },
      ),
      { seed: 1, numRuns: 10 },
    )
  })

  it('SEC-A06 that nobody has takes the same work to check as a real one', async () => {
    const parameters = (hash: string): readonly (string | number)[] => {
      const [, kind = '', version = '', work = '', salt = '', tag = ''] = hash.split('$')
      return [kind, version, work, salt.length, tag.length]
    }

    expect(parameters(unmatchableHash())).toEqual(parameters(await hashPassword('correct horse')))
    expect((await verifyPassword('correct horse', unmatchableHash())).isRight).toBe(false)
  })
})
