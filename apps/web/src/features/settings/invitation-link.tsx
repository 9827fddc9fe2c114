import { Button, Dialog } from '@cartage/ui'
import type { ReactNode } from 'react'
import type { Outputs } from '../../api/trpc.ts'
import { OneTimeLink } from './one-time-link.tsx'

/** The link of an invitation, which is shown once. */
export function InvitationLink({
  person: { name, email },
  invitation: { link, expiresAt, isMailed },
  onClose,
}: {
  readonly person: { readonly name: string; readonly email: string }
  readonly invitation: Outputs['members']['invite']
  readonly onClose: () => void
}): ReactNode {
  return (
    <Dialog
      title={`Invitation for ${name}`}
      description={
        isMailed
          ? `It is on its way to ${email}. The link works once and is shown only now, in case the mail does not arrive.`
          : 'The link works once and is shown only now. Send it to nobody else.'
      }
      isOpen
      onClose={onClose}
      size="s"
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <OneTimeLink link={link} expiresAt={expiresAt} />
    </Dialog>
  )
}
