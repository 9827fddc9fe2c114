import { CartageError } from '@cartage/domain'
import { rethrowMapped } from './errors/rethrow-mapped.ts'
import { trpc } from './trpc.ts'

/** Denies a procedure that does not say who may call it, and turns what it throws into a known error. */
const base = trpc.procedure.use(async ({ meta, next }) => {
  if (meta === undefined) throw new CartageError('INTERNAL', 'This procedure does not say who may call it.')
  return rethrowMapped(await next())
})

/** For everyone, signed in or not. */
export const visitor = base.meta({ access: 'anyone' })

/** For people with a living session; a procedure names the permission it needs with `.meta`. */
export const staff = base.meta({ access: 'session' }).use(({ ctx, meta, next }) => {
  const person = ctx.staff
  if (person === null) {
    throw new CartageError('UNAUTHENTICATED', 'Sign in first: there is no session, or it has ended.')
  }
  const access = meta?.access
  if (
    access !== 'session' &&
    (access === undefined || access === 'anyone' || !person.permissions.has(access))
  ) {
    throw new CartageError('FORBIDDEN', `Your role (${person.role}) may not do this.`, { reason: 'ROLE' })
  }
  return next({ ctx: person })
})
