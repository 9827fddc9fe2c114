import { Button, Dialog, Field, Select, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import type { Member } from './member-roles.ts'
import type { MemberDialogProps } from './member-sessions.tsx'

export interface LeavingProps extends MemberDialogProps {
  /** Who can take over; the person who asks comes first. */
  readonly receivers: readonly Member[]
}

const refresh = (): void => void queryClient.invalidateQueries(trpc.members.pathFilter())

/** Takes a member out of the organization and names who takes over. */
export function RemoveMember({ member, receivers, onClose }: LeavingProps): ReactNode {
  const [to, setTo] = useState<string>(receivers[0]?.id ?? '')
  const remove = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => withConfirmation(() => api.members.remove.mutate({ id: member.id, handOverTo: to })),
    onSuccess: () => {
      toast({ text: `${member.name} is no longer a member` })
      onClose()
    },
    onSettled: refresh,
  })
  const error = shownError(remove.error)
  return (
    <Dialog
      title={`Remove ${member.name}?`}
      description="Their sessions end. If they belong to no other organization, their account is erased: name, address and devices. This cannot be undone."
      isOpen
      onClose={onClose}
      size="s"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
            Remove
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ReceiverField value={to} receivers={receivers} onChange={setTo} />
        {error === null ? null : <FormError error={error} />}
      </div>
    </Dialog>
  )
}

/** Passes a member's open invitations on, as when they are away. */
export function HandOverMember({ member, receivers, onClose }: LeavingProps): ReactNode {
  const [to, setTo] = useState<string>(receivers[0]?.id ?? '')
  const handOver = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => withConfirmation(() => api.members.handOver.mutate({ id: member.id, to })),
    onSuccess: ({ invitations }) => {
      toast({
        text:
          invitations === 1 ? '1 open invitation handed over' : `${invitations} open invitations handed over`,
      })
      onClose()
    },
    onSettled: refresh,
  })
  const error = shownError(handOver.error)
  return (
    <Dialog
      title={`Hand over from ${member.name}`}
      description="Their open invitations name somebody else from then on."
      isOpen
      onClose={onClose}
      size="s"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" isBusy={handOver.isPending} onClick={() => handOver.mutate()}>
            Hand over
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ReceiverField value={to} receivers={receivers} onChange={setTo} />
        {error === null ? null : <FormError error={error} />}
      </div>
    </Dialog>
  )
}

function ReceiverField({
  value,
  receivers,
  onChange,
}: {
  readonly value: string
  readonly receivers: readonly Member[]
  readonly onChange: (id: string) => void
}): ReactNode {
  return (
    <Field label="Who takes over" hint="Their open invitations go to this member.">
      {(control) => (
        <Select
          {...control}
          value={value}
          options={receivers.map(({ id, name }) => ({ value: id as string, label: name }))}
          onChange={onChange}
        />
      )}
    </Field>
  )
}
