import type { RequestOrigin } from '@cartage/auth'
import type { Services, StaffContext, VisitorContext } from '../context.ts'

export interface ReadVisitorOptions {
  readonly request: RequestOrigin
  /** Ends with the request. */
  readonly signal?: AbortSignal | undefined
  /** Adds a `Set-Cookie` header to the answer. */
  readonly setCookie: (cookie: string) => void
}

/** Who asks: reads the session of the cookie, and extends it where it is due. The edge calls this once a request. */
export async function readVisitor(
  services: Services,
  { request, signal, setCookie }: ReadVisitorOptions,
): Promise<VisitorContext> {
  const read = await services.auth.readSession(request)
  for (const cookie of read?.cookies ?? []) setCookie(cookie)
  const staff: StaffContext | null =
    read === null
      ? null
      : {
          ...services,
          ...read.session,
          signal,
          remoteAddress: request.remoteAddress,
          userAgent: request.userAgent,
          isSessionAlive: () => services.auth.isSessionAlive(read.session.sessionId),
        }
  return { ...services, request, setCookie, staff }
}
