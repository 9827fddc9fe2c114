import type { RoleAdvice } from '@cartage/auth'
import type { Call, StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { DecideAdviceInput, RevertAdviceInput } from './inputs.ts'

/** Narrower roles for members who use less than they may, and roles that would fit several. */
export async function listRoleAdvice({ ctx }: { readonly ctx: StaffContext }): Promise<RoleAdvice> {
  authorize(ctx, 'role:manage')
  return ctx.auth.advice.list(ctx.organizationId)
}

/** Takes from a member what they do not use. */
export async function applyRoleAdvice({
  ctx,
  input,
}: Call<DecideAdviceInput>): Promise<Record<never, never>> {
  authorizeBoth(ctx)
  await ctx.auth.advice.apply({ ...deciderOf(ctx), ...decisionOf(input) })
  return {}
}

/** Leaves a member as they are. */
export async function dismissRoleAdvice({
  ctx,
  input,
}: Call<DecideAdviceInput>): Promise<Record<never, never>> {
  authorizeBoth(ctx)
  await ctx.auth.advice.dismiss({ ...deciderOf(ctx), ...decisionOf(input) })
  return {}
}

/** Gives back what was taken. */
export async function revertRoleAdvice({
  ctx,
  input,
}: Call<RevertAdviceInput>): Promise<Record<never, never>> {
  authorizeBoth(ctx)
  await ctx.auth.advice.revert({ ...deciderOf(ctx), id: input.id })
  return {}
}

/** It makes roles and gives them to members. */
function authorizeBoth(ctx: StaffContext): void {
  authorize(ctx, 'role:manage')
  authorize(ctx, 'member:manage')
}

const deciderOf = (ctx: StaffContext) => ({
  organizationId: ctx.organizationId,
  decidedBy: ctx.userId,
  held: ctx.permissions,
  origin: ctx,
})

const decisionOf = ({ id, member, removed }: DecideAdviceInput) => ({ id, userId: member, removed })
