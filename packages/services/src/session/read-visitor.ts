import { bearerOf, type RequestOrigin } from '@cartage/auth'
import type { Services, StaffContext, VisitorContext } from '../context.ts'

export interface ReadVisitorOptions {
  readonly request: RequestOrigin & { readonly authorizationHeader?: string | undefined }
  /** Ends with the request. */
  readonly signal?: AbortSignal | undefined
  /** Adds a `Set-Cookie` header to the answer. */
  readonly setCookie: (cookie: string) => void
}

/**
 * Who asks: reads the session of the cookie, and extends it where it is due, or the key of the `Authorization` header, beside
 * which cookies count for nothing. The edge calls this once a request.
 */
export async function readVisitor(
  services: Services,
  { request: { authorizationHeader, ...request }, signal, setCookie }: ReadVisitorOptions,
): Promise<VisitorContext> {
  const bearer = bearerOf(authorizationHeader)
  const { remoteAddress, userAgent } = request
  const common = { ...services, signal, remoteAddress, userAgent }
  if (bearer !== undefined) {
    const key = await services.auth.keys.read(bearer, { remoteAddress, userAgent })
    const staff: StaffContext | null =
      key === null
        ? null
        : { ...common, ...key, isSessionAlive: () => services.auth.keys.isAlive(key, remoteAddress) }
    return { ...services, request: { ...request, cookieHeader: undefined }, setCookie, staff, hasKey: true }
  }
  const read = await services.auth.readSession(request)
  for (const cookie of read?.cookies ?? []) setCookie(cookie)
  const staff: StaffContext | null =
    read === null
      ? null
      : {
          ...common,
          ...read.session,
          isSessionAlive: () => services.auth.isSessionAlive(read.session.sessionId, remoteAddress),
        }
  return { ...services, request, setCookie, staff }
}
