import type { EmailChange } from '@cartage/auth'
import type { Services } from '../context.ts'
import { emailAskedMail, emailChangedMail } from '../mail/mail-texts.ts'

/** Mails the old address of a person that another is asked for, or holds. Nobody waits for it. */
export function tellOldAddress(
  { mailer, log, publicUrl }: Pick<Services, 'mailer' | 'log' | 'publicUrl'>,
  { name, from, to: address, token }: EmailChange,
): void {
  if (from === null) return
  const write = token === null ? emailChangedMail : emailAskedMail
  mailer?.send(write({ to: from, name, address, publicUrl })).catch((error: unknown) => {
    log.error({ err: error }, 'an old address could not be told of the new one')
  })
}
