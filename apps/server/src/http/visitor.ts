import { CartageError } from '@cartage/domain'
import { keyRefused, readVisitor, type StaffContext, type VisitorContext } from '@cartage/services'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpAppOptions } from './app.ts'

/** Who asks, by the session of the cookie or the key of the `Authorization` header. */
export async function visitorOf(
  { services, closing }: HttpAppOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<VisitorContext> {
  return readVisitor(services, {
    request: {
      cookieHeader: request.headers.cookie,
      authorizationHeader: request.headers.authorization,
      remoteAddress: request.ip,
      userAgent: request.headers['user-agent'],
    },
    signal: AbortSignal.any([closing, endOf(reply)]),
    setCookie: (cookie) => void reply.header('set-cookie', cookie),
  })
}

/** Who asked for something at a plain route, for what is said of it when it fails. */
const asked = new WeakMap<FastifyRequest, StaffContext>()
export const staffBehind = (request: FastifyRequest): StaffContext | undefined => asked.get(request)

/** The person or program behind a plain route; UNAUTHENTICATED without a session or a key. */
export async function staffOf(
  options: HttpAppOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<StaffContext> {
  const { staff, hasKey } = await visitorOf(options, request, reply)
  if (staff === null) {
    if (hasKey === true) throw keyRefused()
    throw new CartageError('UNAUTHENTICATED', 'Sign in first: there is no session, or it has ended.')
  }
  if (staff.lacks !== null) {
    throw new CartageError('FORBIDDEN', 'This organization asks for your second factor first.', {
      reason: 'SECOND_FACTOR_REQUIRED',
    })
  }
  asked.set(request, staff)
  await staff.auth.takeCall(staff)
  if (staff.apiKeyId !== undefined) await staff.auth.keys.takeCall(staff.apiKeyId)
  return staff
}

/** Aborts when the connection closes before the answer is written. */
function endOf({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort()
  })
  return controller.signal
}
