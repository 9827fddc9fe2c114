import { precondition } from '@cartage/domain'
import type { Services, VisitorCall } from '../context.ts'
import { resetMail } from '../mail/mail-texts.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { RequestResetInput } from './inputs.ts'

/**
 * Mails a link for a new password to whoever owns the address. The answer says nothing about who that is: it is the same, and as
 * fast, where nobody does. PRECONDITION where the installation cannot send mail.
 */
export async function requestReset({
  ctx,
  input: { email },
}: VisitorCall<RequestResetInput>): Promise<Record<never, never>> {
  const { auth, mailer, log } = ctx
  if (mailer === undefined) {
    throw precondition('This installation sends no mail. Ask an administrator for a link.', 'NO_MAIL')
  }
  await auth.limitResets({ email, remoteAddress: ctx.request.remoteAddress })
  // Not waited for: how long it takes would tell whether there is such an account.
  mailReset(ctx, mailer, email).catch((error: unknown) => {
    log.error({ err: error }, 'a link for a new password could not be mailed')
  })
  return {}
}

async function mailReset(
  { auth, publicUrl }: Pick<Services, 'auth' | 'publicUrl'>,
  mailer: Mailer,
  address: string,
): Promise<void> {
  const reset = await auth.createOwnReset(address)
  if (reset === null) return
  await mailer.send(resetMail({ ...reset, link: resetLink(publicUrl, reset.token) }))
}

/** The token stands in the fragment, which no server sees. */
export const resetLink = (publicUrl: string, token: string): string => `${publicUrl}/reset#${token}`
