import { NotProven } from '@cartage/auth'
import { CartageError, oidcProviderId } from '@cartage/domain'
import { completeOidcSignIn, startOidcSignIn, type VisitorContext } from '@cartage/services'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { HttpAppOptions } from './app.ts'
import { visitorOf } from './visitor.ts'

const startQuery = z.strictObject({ provider: oidcProviderId, next: z.string().optional() })

const route = {
  // A link preview that asks with HEAD would use up what the browser is to bring back.
  exposeHeadRoute: false,
  // The word on every request that `debug` brings quotes the address, and in it code and state.
  logLevel: 'warn',
} as const

/**
 * `GET /auth/oidc/start?provider=&next=` sends a browser to a provider, which sends it back to `GET /auth/oidc/callback`. The second
 * one changes state by GET, as the protocol has it: what stands in for an `Origin` is its `state`, good once in the browser it was made for.
 * People look at these, so what fails leads to a page that says why: the sign-in page for who is not signed in.
 */
export function addOidc(app: FastifyInstance, options: HttpAppOptions): void {
  const open = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (ctx: VisitorContext) => Promise<string>,
  ): Promise<FastifyReply> => {
    reply.header('cache-control', 'no-store')
    const ctx = await visitorOf(options, request, reply)
    try {
      return await reply.redirect(await work(ctx), 303)
    } catch (error) {
      if (!(error instanceof CartageError) || error.code === 'INTERNAL') throw error
      const { reason: problem = 'OIDC_ANSWER', detail } = error
      if (detail !== undefined)
        request.log.warn({ reason: problem, detail }, 'a sign-in at a provider failed')
      return reply.redirect(pageFor(error, ctx, problem), 303)
    }
  }

  app.get('/auth/oidc/start', route, async (request, reply) =>
    open(request, reply, async (ctx) => {
      const query = startQuery.safeParse(request.query)
      if (!query.success) {
        throw new CartageError('INVALID', 'Expected ?provider=ID.', { reason: 'OIDC_GONE' })
      }
      const { provider: id, next } = query.data
      return startOidcSignIn({ ctx, input: { id, next } })
    }),
  )

  app.get('/auth/oidc/callback', route, async (request, reply) =>
    open(request, reply, async (ctx) =>
      completeOidcSignIn({
        ctx,
        // As it came: of a parameter that stands there twice, none may be left out.
        input: new URLSearchParams(request.url.split('?')[1] ?? ''),
      }),
    ),
  )
}

function pageFor(error: CartageError, { staff }: VisitorContext, problem: string): string {
  // Whoever is signed in and proves nothing came from the settings of their account.
  const page = error instanceof NotProven ? error.next : staff === null ? '/sign-in' : '/settings/account'
  const separator = page.includes('?') ? '&' : '?'
  return `${page}${separator}${new URLSearchParams({ problem }).toString()}`
}
