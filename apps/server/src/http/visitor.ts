import { CartageError } from '@cartage/domain'
import { readVisitor, type StaffContext, type VisitorContext } from '@cartage/services'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpAppOptions } from './app.ts'

/** Who asks, by the session of the cookie. */
export async function visitorOf(
  { services, closing }: HttpAppOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<VisitorContext> {
  return readVisitor(services, {
    request: {
      cookieHeader: request.headers.cookie,
      remoteAddress: request.ip,
      userAgent: request.headers['user-agent'],
    },
    signal: AbortSignal.any([closing, endOf(reply)]),
    setCookie: (cookie) => void reply.header('set-cookie', cookie),
  })
}

/** The person behind a plain route; UNAUTHENTICATED without a session. */
export async function staffOf(
  options: HttpAppOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<StaffContext> {
  const { staff } = await visitorOf(options, request, reply)
  if (staff === null) {
    throw new CartageError('UNAUTHENTICATED', 'Sign in first: there is no session, or it has ended.')
  }
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
