import type { RiskReason, SessionContext } from '@cartage/auth'
import type { VisitorContext } from '../context.ts'
import { unusualSignInMail } from '../mail/mail-texts.ts'

const words: Readonly<Record<RiskReason, string>> = {
  new_device: 'a new device',
  new_phone: 'a new phone',
  new_network: 'a new network',
  new_browser: 'another browser or system',
  unusual_hour: 'an unusual hour',
}

/** Mails the person and the administrators about an unusual sign-in where mail is set up; the console tells it in any case. Nobody waits for it. */
export function tellUnusual(
  ctx: Pick<VisitorContext, 'auth' | 'mailer' | 'log' | 'publicUrl'>,
  { organizationId, userId, email, name }: SessionContext,
  reasons: readonly RiskReason[],
): void {
  const { auth, mailer, log, publicUrl } = ctx
  if (mailer === undefined) return
  const send = async (): Promise<void> => {
    const members = await auth.listMembers(organizationId)
    const admins = members.filter(
      ({ id, role, isDisabled }) => role === 'admin' && !isDisabled && id !== userId,
    )
    const about = { who: name, reasons: reasons.map((reason) => words[reason]), publicUrl }
    for (const to of [email, ...admins.map((admin) => admin.email)]) {
      if (to !== null && to !== '')
        await mailer.send(unusualSignInMail({ ...about, to, isOwn: to === email }))
    }
  }
  send().catch((error: unknown) => {
    log.error({ err: error }, 'an unusual sign-in could not be mailed')
  })
}
