import { Button, Dialog } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import type { MemberDialogProps } from './member-sessions.tsx'
import { OneTimeLink } from './one-time-link.tsx'

/** Makes a link with which a member who forgot their password sets a new one. */
export function ResetLink({ member, onClose }: MemberDialogProps): ReactNode {
  const make = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => withConfirmation(() => api.members.createResetLink.mutate({ id: member.id })),
  })
  const error = shownError(make.error)
  return (
    <Dialog
      title={`A new password for ${member.name}`}
      description={
        make.isSuccess
          ? 'The link works once and is shown only now. Send it to nobody else: whoever has it is them.'
          : 'A link with which they choose one, good for an hour. Their sessions end when they use it; a second factor stays.'
      }
      isOpen
      onClose={onClose}
      size="s"
      footer={
        make.isSuccess ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" isBusy={make.isPending} onClick={() => make.mutate()}>
              Make the link
            </Button>
          </>
        )
      }
    >
      {make.isSuccess ? <OneTimeLink {...make.data} /> : null}
      {error === null ? null : <FormError error={error} />}
    </Dialog>
  )
}
