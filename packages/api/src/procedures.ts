import { notOperator, requireFresh } from '@cartage/auth'
import { CartageError } from '@cartage/domain'
import { keyRefused, type StaffContext } from '@cartage/services'
import { recordIfRefused } from './errors/record-if-refused.ts'
import { rethrowMapped } from './errors/rethrow-mapped.ts'
import { isForKeys } from './is-for-keys.ts'
import type { Meta } from './meta.ts'
import { trpc } from './trpc.ts'

/** Denies a procedure that does not say who may call it, and turns what it throws into a known error. */
const base = trpc.procedure.use(async ({ ctx, meta, path, type, next }) => {
  if (meta === undefined) throw new CartageError('INTERNAL', 'This procedure does not say who may call it.')
  const result = await next()
  // Whoever is told that access has ended finds it ended at once.
  if (type === 'mutation') ctx.auth.forgetRecent()
  await recordIfRefused(ctx.staff, path, result)
  return rethrowMapped(result)
})

/** For everyone, signed in or not; nobody signs in or out with a key. */
export const visitor = base.meta({ access: 'anyone' }).use(({ ctx, next }) => {
  if (ctx.hasKey === true) throw forPeople()
  return next()
})

/** For people with a living session; a procedure names the permission it needs with `.meta`. */
export const staff = base.meta({ access: 'session' }).use(async ({ ctx, meta, type, next }) => {
  const person = ctx.staff
  if (person === null) {
    throw ctx.hasKey === true ? keyRefused() : signInFirst()
  }
  if (person.lacks !== null && meta?.isForLacking !== true) throw lacking(person.lacks)
  await ctx.auth.takeCall(person)
  if (person.apiKeyId !== undefined) {
    await ctx.auth.keys.takeCall(person.apiKeyId)
    if (!isForKeys(meta)) throw forPeople()
  }
  if (!mayCall(person, meta?.access)) {
    if (meta?.access === 'operator') throw notOperator()
    throw new CartageError('FORBIDDEN', `Your role (${person.roleName}) may not do this.`, { reason: 'ROLE' })
  }
  if (meta?.isSensitive === true) requireFresh(person, ctx.now())
  return next({ ctx: { ...person, isReadOnly: type === 'query' } })
})

function mayCall(
  { permissions, isOperator }: Pick<StaffContext, 'permissions' | 'isOperator'>,
  access: Meta['access'] | undefined,
): boolean {
  if (access === undefined || access === 'anyone') return false
  if (access === 'session') return true
  return access === 'operator' ? isOperator : permissions.has(access)
}

const signInFirst = (): CartageError =>
  new CartageError('UNAUTHENTICATED', 'Sign in first: there is no session, or it has ended.')

const forPeople = (): CartageError =>
  new CartageError('FORBIDDEN', 'Only a person may do this, signed in and without a key.', {
    reason: 'PERSON_ONLY',
  })

const lacking = (what: 'second_factor' | 'enrolment'): CartageError =>
  what === 'enrolment'
    ? new CartageError('FORBIDDEN', 'This organization asks for a second factor. Set one up first.', {
        reason: 'ENROLMENT_REQUIRED',
      })
    : new CartageError('FORBIDDEN', 'This organization asks for your second factor. Confirm with it first.', {
        reason: 'SECOND_FACTOR_REQUIRED',
      })
