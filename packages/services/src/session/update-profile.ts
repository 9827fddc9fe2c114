import type { EmailChange } from '@cartage/auth'
import { CartageError } from '@cartage/domain'
import type { Call, StaffContext } from '../context.ts'
import { confirmEmailMail } from '../mail/mail-texts.ts'
import type { UpdateProfileInput } from './inputs.ts'
import { tellOldAddress } from './tell-old-address.ts'

export interface ProfileUpdate {
  /** Whether the new address has been sent a link, and holds once it is opened. */
  readonly isConfirming: boolean
}

/**
 * Changes one's own name and the address to sign in with, which holds once a mailed link shows that it is theirs, or at once where the
 * installation sends no mail. Then every other session of the person ends. The old address is told.
 */
export async function updateProfile({ ctx, input }: Call<UpdateProfileInput>): Promise<ProfileUpdate> {
  const mustProveEmail = ctx.mailer !== undefined
  const change = await ctx.auth.updateProfile({ ...input, session: ctx, mustProveEmail, origin: ctx })
  // Without a token there is no mail to be had, and nothing to wait for.
  if (change === null || change.token === null) return { isConfirming: false }
  await mailLink(ctx, change, change.token)
  tellOldAddress(ctx, change)
  return { isConfirming: true }
}

async function mailLink(
  { mailer, publicUrl, log }: StaffContext,
  { name, to }: EmailChange,
  token: string,
): Promise<void> {
  try {
    // The token stands in the fragment, which no server sees.
    await mailer?.send(confirmEmailMail({ to, name, link: `${publicUrl}/confirm-email#${token}` }))
  } catch (error) {
    log.warn({ err: error }, 'the link for a new address could not be mailed')
    throw new CartageError(
      'UNAVAILABLE',
      'The link could not be mailed to the new address, so the old one stays. Check it, or try again later.',
      { reason: 'MAIL', field: 'email', retryAfterS: 60, cause: error },
    )
  }
}
