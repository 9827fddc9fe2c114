import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { readCookie, setCookie } from '../sessions/session-cookies.ts'

/** As long as a sign-in at a provider may take. */
export const FLOW_MS = 10 * 60_000

const nameOf = ({ isHttps }: Pick<AuthContext, 'isHttps'>): string =>
  isHttps ? '__Host-cartage-provider' : 'cartage-provider'

/** Binds a sign-in that is under way to the browser that began it. */
export const flowCookie = (context: Pick<AuthContext, 'isHttps'>, value: string): string =>
  setCookie(nameOf(context), value, FLOW_MS / 1_000, context.isHttps)

export const noFlowCookie = (context: Pick<AuthContext, 'isHttps'>): string =>
  setCookie(nameOf(context), '', 0, context.isHttps)

export const readFlowCookie = (
  context: Pick<AuthContext, 'isHttps'>,
  { cookieHeader }: Pick<RequestOrigin, 'cookieHeader'>,
): string | undefined => readCookie(cookieHeader, nameOf(context))
