import { Button, Dialog } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import { needsConfirming, useConfirm } from '../../session/use-confirm.tsx'
import type { MemberDialogProps } from './member-sessions.tsx'
import { OneTimeLink } from './one-time-link.tsx'

/** Makes a link with which a member who forgot their password sets a new one. */
export function ResetLink({ member, onClose }: MemberDialogProps): ReactNode {
  const confirm = useConfirm()
  const make = useMutation(
    trpc.members.createResetLink.mutationOptions({
      meta: { isErrorShown: true },
      onError: (error, input) => confirm.ask(error, () => make.mutate(input)),
    }),
  )
  return (
    <>
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
              <Button
                variant="primary"
                isBusy={make.isPending}
                onClick={() => make.mutate({ id: member.id })}
              >
                Make the link
              </Button>
            </>
          )
        }
      >
        {make.isSuccess ? <OneTimeLink {...make.data} /> : null}
        {make.isError && !needsConfirming(make.error) ? <FormError error={toHumanError(make.error)} /> : null}
      </Dialog>
      {confirm.dialog}
    </>
  )
}
