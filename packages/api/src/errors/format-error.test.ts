import { CartageError } from '@cartage/domain'
import type { VisitorContext } from '@cartage/services'
import { initTRPC, TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Meta } from '../meta.ts'
import { formatError } from './format-error.ts'
import { responseMeta } from './response-meta.ts'
import { rethrowMapped } from './rethrow-mapped.ts'

const lines: { readonly fields: object; readonly message: string }[] = []
const write = (fields: object, message: string): void => void lines.push({ fields, message })
const context = { log: { info: write, warn: write, error: write } } as unknown as VisitorContext

const t = initTRPC.context<VisitorContext>().meta<Meta>().create({ errorFormatter: formatError, isDev: true })
const base = t.procedure.use(async ({ next }) => rethrowMapped(await next()))
const failing = (thrown: unknown) =>
  base.query(() => {
    throw thrown
  })
const router = t.router({
  surprise: failing(new Error('secret of the house')),
  database: failing(
    Object.assign(new Error('relation "order" violates constraint order_pkey'), { code: '23514' }),
  ),
  away: failing(Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })),
  slow: failing(Object.assign(new Error('canceling statement'), { code: '57014' })),
  told: failing(
    new CartageError('CONFLICT', 'Somebody was faster.', { reason: 'VERSION', detail: 'row 17 of plan' }),
  ),
  limited: failing(new CartageError('LIMIT_REACHED', 'Too many tries.', { retryAfterS: 30 })),
  masked: failing(new CartageError('INTERNAL', 'queue payload of plans.solve')),
  raw: failing(new TRPCError({ code: 'PARSE_ERROR', message: 'Unexpected token in /srv/app' })),
  strict: base.input(z.strictObject({ stops: z.array(z.object({ lat: z.number() })) })).query(() => 'fine'),
})

async function ask(path: string, input?: unknown) {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
  const response = await fetchRequestHandler({
    endpoint: '/api',
    req: new Request(`http://localhost/api/${path}${query}`),
    router,
    createContext: () => context,
    responseMeta,
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, error: JSON.parse(text).error }
}

describe('a failure on its way out', () => {
  it.each(['surprise', 'database', 'masked'])(
    'SEC-D10: %s tells nothing but an id, under which the log has the rest',
    async (path) => {
      const { status, text, error } = await ask(path)
      const logged = lines.find(({ fields }) => 'logId' in fields && fields.logId === error.data.logId)

      expect(status).toBe(500)
      expect(error.data).toMatchObject({ code: 'INTERNAL', logId: expect.any(String) })
      expect(text).not.toMatch(/secret|relation|constraint|plans\.solve|\.ts|stack/)
      expect(logged?.fields).toHaveProperty('err')
    },
  )

  it('says what a use case says to the person, and keeps the detail for the log', async () => {
    const { status, text, error } = await ask('told')

    expect(status).toBe(409)
    expect(error).toMatchObject({
      message: 'Somebody was faster.',
      data: { code: 'CONFLICT', reason: 'VERSION', field: null, logId: null },
    })
    expect(text).not.toContain('row 17')
  })

  it('says when to come back, in the answer and in its header', async () => {
    const { status, headers, error } = await ask('limited')

    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe('30')
    expect(error.data.retryAfterS).toBe(30)
  })

  it.each(['away', 'slow'])('F04: %s is UNAVAILABLE for a moment, not a fault', async (path) => {
    const { status, text, error } = await ask(path)

    expect(status).toBe(503)
    expect(error.data).toMatchObject({ code: 'UNAVAILABLE', retryAfterS: 5 })
    expect(text).not.toMatch(/127\.0\.0\.1|statement/)
  })

  it('names the field of an input that no schema takes', async () => {
    const { status, error } = await ask('strict', { stops: [{ lat: 1 }, { lat: 'north' }] })

    expect(status).toBe(400)
    expect(error.data).toMatchObject({ code: 'INVALID', field: 'stops.1.lat', reason: 'INPUT' })
  })

  it.each(['nowhere', 'raw'])('SEC-D10: what tRPC says of %s is not passed on', async (path) => {
    const { text } = await ask(path)

    expect(text).not.toMatch(/nowhere|srv|Unexpected token/)
  })
})
