import { Secret, TOTP } from 'otpauth'
import type { Auth, SessionRead } from '../src/index.ts'
import { aBrowser, cookieHeaderOf } from './people.ts'

/** The code that an authenticator app shows now, or so many steps of 30 s later. */
export const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

/** A code that no step near now has. */
export const wrongCodeOf = (secret: string): string => {
  const near = new Set([-2, -1, 0, 1, 2].map((steps) => codeOf(secret, steps)))
  return ['000001', '000002', '000003', '000004', '000005', '000006'].find((code) => !near.has(code))!
}

/** Sets an app up for somebody who is signed in. */
export async function withTotp(auth: Auth, person: SessionRead) {
  const { secret, uri } = await auth.factors.enrolTotp({ session: person.session, issuer: 'Cartage test' })
  const confirmed = await auth.factors.confirmTotp({
    ...aBrowser(cookieHeaderOf(person)),
    session: person.session,
    code: codeOf(secret, -1),
  })
  return { secret, uri, ...confirmed }
}
