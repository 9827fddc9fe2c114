import type { Operator } from '@cartage/auth'
import type { Call, StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { GrantVisitInput, WithdrawVisitInput } from './inputs.ts'

export interface OperatorList {
  readonly items: readonly Operator[]
}

/** The operators of the installation, and which of them may look into the organization. */
export async function listOperators({ ctx }: { readonly ctx: StaffContext }): Promise<OperatorList> {
  authorize(ctx, 'access:manage')
  return { items: await ctx.auth.operators.listFor(ctx.organizationId) }
}

/** Lets one of them look in for some hours. */
export async function grantVisit({ ctx, input }: Call<GrantVisitInput>): Promise<OperatorList> {
  authorize(ctx, 'access:manage')
  await ctx.auth.operators.grantVisit({ ...input, session: ctx, origin: ctx })
  return listOperators({ ctx })
}

/** Ends that at once. */
export async function withdrawVisit({ ctx, input }: Call<WithdrawVisitInput>): Promise<OperatorList> {
  authorize(ctx, 'access:manage')
  await ctx.auth.operators.withdrawVisit({ ...input, session: ctx, origin: ctx })
  return listOperators({ ctx })
}
