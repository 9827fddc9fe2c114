import type { SessionKind } from './session-kinds.ts'

export interface SessionCookies {
  /** The cookie of a session, by its kind. */
  readonly session: Readonly<Record<SessionKind, string>>
  /** The cookie of a browser that somebody signed in from before. */
  readonly device: string
}

const plain: SessionCookies = {
  session: { console: 'cartage', driver: 'cartage-driver' },
  device: 'cartage-device',
}
const secure: SessionCookies = {
  session: { console: `__Host-${plain.session.console}`, driver: `__Host-${plain.session.driver}` },
  device: `__Host-${plain.device}`,
}

/** A `__Host-` name makes browsers insist on Secure, Path=/ and no Domain; it needs TLS. */
export const cookieNames = (isHttps: boolean): SessionCookies => (isHttps ? secure : plain)

/** A `Set-Cookie` value that scripts cannot read and that other sites' forms do not send. */
export const setCookie = (name: string, value: string, maxAgeS: number, isHttps: boolean): string =>
  [
    `${name}=${value}`,
    'Path=/',
    `Max-Age=${maxAgeS}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isHttps ? ['Secure'] : []),
  ].join('; ')

/** The value of a cookie in a `Cookie` header; undefined when it is not there or empty. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) {
      const value = pair.slice(at + 1).trim()
      if (value !== '' && value.length <= MAX_LENGTH) return value
    }
  }
  return undefined
}

const MAX_LENGTH = 200
