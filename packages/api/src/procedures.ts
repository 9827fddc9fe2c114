import { requireFresh } from '@cartage/auth'
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
  if (person.lacks !== null && meta?.isForLacking !== true) throw lacking(person.lacks)
  const access = meta?.access
  if (
    access !== 'session' &&
    (access === undefined || access === 'anyone' || !person.permissions.has(access))
  ) {
    throw new CartageError('FORBIDDEN', `Your role (${person.roleName}) may not do this.`, { reason: 'ROLE' })
  }
  if (meta?.isSensitive === true) requireFresh(person, ctx.now())
  return next({ ctx: person })
})

const lacking = (what: 'second_factor' | 'enrolment'): CartageError =>
  what === 'enrolment'
    ? new CartageError('FORBIDDEN', 'This organization asks for a second factor. Set one up first.', {
        reason: 'ENROLMENT_REQUIRED',
      })
    : new CartageError('FORBIDDEN', 'This organization asks for your second factor. Confirm with it first.', {
        reason: 'SECOND_FACTOR_REQUIRED',
      })
