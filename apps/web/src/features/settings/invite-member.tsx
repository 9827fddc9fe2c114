import type { MemberRole } from '@cartage/domain'
import { Button, Dialog, Field, Input, Select } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Inputs, type Outputs } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { DepotsField, depotsProblem } from './depots-field.tsx'
import { isUnlimited, roleDetail, roleOptions } from './member-roles.ts'
import { InvitationLink } from './invitation-link.tsx'

interface Invited {
  readonly name: string
  readonly email: string
  readonly role: MemberRole
  readonly depotIds: readonly string[] | null
}
const nobody: Invited = { name: '', email: '', role: 'dispatcher', depotIds: null }

/** Makes an invitation link; it is shown once, to be sent by whatever way the two people trust. */
export function InviteMember({
  roles: own,
  isOpen,
  onClose,
}: {
  /** The organization's own. */
  readonly roles: Outputs['members']['list']['roles']
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const [fields, setFields] = useState(nobody)
  const invite = useMutation({
    meta: { isErrorShown: true },
    mutationFn: (input: Inputs['members']['invite']) =>
      withConfirmation(() => api.members.invite.mutate(input)),
    onSettled: () => void queryClient.invalidateQueries(trpc.members.pathFilter()),
  })
  const error = shownError(invite.error)
  // Who manages members could lift a limit themselves.
  const depotIds = isUnlimited(fields.role, own) ? null : fields.depotIds
  const close = (): void => {
    if (invite.isSuccess) setFields(nobody)
    invite.reset()
    onClose()
  }
  if (invite.isSuccess && isOpen) {
    return <InvitationLink person={fields} invitation={invite.data} onClose={close} />
  }
  return (
    <Dialog
      title="Invite a member"
      description="They choose their own password."
      isOpen={isOpen}
      onClose={close}
      size="s"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (depotsProblem(depotIds) !== null) return
          invite.mutate({
            role: fields.role,
            name: fields.name.trim(),
            email: fields.email.trim(),
            depotIds: depotIds === null ? null : [...depotIds],
          })
        }}
      >
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              required
              maxLength={120}
              autoComplete="off"
              value={fields.name}
              onChange={(event) => {
                setFields({ ...fields, name: event.target.value })
              }}
            />
          )}
        </Field>
        <Field label="E-mail">
          {(control) => (
            <Input
              {...control}
              required
              type="email"
              autoComplete="off"
              value={fields.email}
              onChange={(event) => {
                setFields({ ...fields, email: event.target.value })
              }}
            />
          )}
        </Field>
        <Field label="Role" hint={roleDetail(fields.role, own)}>
          {(control) => (
            <Select
              {...control}
              value={fields.role}
              options={roleOptions(own)}
              onChange={(role) => {
                setFields({ ...fields, role })
              }}
            />
          )}
        </Field>
        {isUnlimited(fields.role, own) ? null : (
          <DepotsField
            value={depotIds}
            error={depotsProblem(depotIds)}
            onChange={(chosen) => {
              setFields({ ...fields, depotIds: chosen })
            }}
          />
        )}
        {error === null ? null : <FormError error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={invite.isPending}>
            Make the link
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
