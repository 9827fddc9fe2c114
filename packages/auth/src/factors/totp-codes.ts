import { Secret, TOTP } from 'otpauth'

const PERIOD_S = 30
const SECRET_BYTES = 20
/** Steps before and after the present one whose codes are taken too, for clocks that differ. */
const WINDOW = 1

/** A new secret of 160 bits, in base32, as apps take it. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32

/** The address that an authenticator app reads from a QR code. */
export const totpUri = (
  secret: string,
  { issuer, label }: { readonly issuer: string; readonly label: string },
) => totp(secret, issuer, label).toString()

/** The time step of a code that is right at this time (RFC 6238), or null. */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  const delta = totp(secret).validate({ token: code, timestamp: at.getTime(), window: WINDOW })
  return delta === null ? null : Math.floor(at.getTime() / 1_000 / PERIOD_S) + delta
}

// SHA-1, six digits and 30 s: several common apps ignore whatever else the address says.
const totp = (secret: string, issuer = '', label = ''): TOTP =>
  new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  })
