import { randomUUID } from 'node:crypto'
import { knownError, trpcCodeOf } from '@cartage/api'
import type { CartageError } from '@cartage/domain'
import { recordRefusal } from '@cartage/services'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { FastifyInstance } from 'fastify'
import { staffBehind } from './visitor.ts'

/**
 * Turns what a plain route throws into one shape: `{ error: { code, message, reason?, field?, logId? } }`. Texts that
 * were not meant for a person go to the log, under an id that the answer names (SEC-D10).
 */
export function addErrorAnswers(app: FastifyInstance): void {
  app.setErrorHandler(async (error, request, reply) => {
    const known = knownError(error)
    if (known !== undefined && known.code !== 'INTERNAL') {
      const status = statusOfKnown(known)
      const staff = staffBehind(request)
      if (staff !== undefined) await recordRefusal(staff, request.routeOptions.url ?? '', known)
      if (known.retryAfterS !== undefined) reply.header('retry-after', known.retryAfterS)
      const { code, message, reason, field } = known
      return reply.code(status).send({ error: { code, message, reason, field } })
    }
    const status = statusOf(error)
    if (status < 500) {
      return reply.code(status).send({ error: { code: 'INVALID', message: textOf[status] ?? textOf[400] } })
    }
    const logId = randomUUID()
    request.log.error({ err: error, logId }, 'unexpected failure')
    return reply.code(status).send({
      error: {
        code: 'INTERNAL',
        message:
          'Something went wrong on the server. Try again; if it stays, give this id to whoever runs it.',
        logId,
      },
    })
  })
}

const textOf: Readonly<Record<number, string>> = {
  400: 'The server could not read this request.',
  413: 'The request is too large.',
  415: 'This address takes another kind of content.',
}

const statusOfKnown = ({ code, reason }: CartageError): number =>
  reason === 'FILE_TOO_LARGE' ? 413 : getHTTPStatusCodeFromError(new TRPCError({ code: trpcCodeOf[code] }))

/** The status of an error that Fastify raised about the request itself; 500 for everything else. */
function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('statusCode' in error)) return 500
  return typeof error.statusCode === 'number' ? error.statusCode : 500
}
