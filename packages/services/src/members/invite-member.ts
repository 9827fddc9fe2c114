import { inTenant } from '../tenancy/in-tenant.ts'
import type { Call, StaffContext } from '../context.ts'
import { invitationMail } from '../mail/mail-texts.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { InviteMemberInput } from './inputs.ts'

export interface Invitation {
  /** Works once; the token stands in the fragment, which no server sees. */
  readonly link: string
  readonly expiresAt: string
  /** Whether it is on its way by mail; otherwise it is handed over by hand. */
  readonly isMailed: boolean
}

/** Makes a one-time link for a new member and mails it where the installation can; it is shown only now. */
export async function inviteMember({ ctx, input }: Call<InviteMemberInput>): Promise<Invitation> {
  authorize(ctx, 'member:manage')
  const { organizationId, userId: invitedBy, permissions: held } = ctx
  const { token, expiresAt } = await ctx.auth.createInvite({
    ...input,
    organizationId,
    invitedBy,
    held,
    origin: ctx,
  })
  const link = `${ctx.publicUrl}/invite#${token}`
  return { link, expiresAt: expiresAt.toISOString(), isMailed: await mailInvitation(ctx, input, link) }
}

async function mailInvitation(
  ctx: StaffContext,
  { email, name }: Pick<InviteMemberInput, 'email' | 'name'>,
  link: string,
): Promise<boolean> {
  if (ctx.mailer === undefined) return false
  const { name: organizationName } = await inTenant(ctx, (trx) =>
    trx
      .selectFrom('organization')
      .select('name')
      .where('id', '=', ctx.organizationId)
      .executeTakeFirstOrThrow(),
  )
  try {
    await ctx.mailer.send(invitationMail({ email, name, organizationName, link }))
    return true
  } catch (error) {
    // The invitation stands: its link can be handed over by hand.
    ctx.log.warn({ err: error }, 'an invitation could not be mailed')
    return false
  }
}
