import { roles, type Role } from '@cartage/domain'
import { Button, Dialog, Field, Input, Select, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import { roleWords } from './role-words.ts'

interface Invited {
  readonly name: string
  readonly email: string
  readonly role: Role
}
const nobody: Invited = { name: '', email: '', role: 'dispatcher' }

/** Makes an invitation link; it is shown once, to be sent by whatever way the two people trust. */
export function InviteMember({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const [fields, setFields] = useState(nobody)
  const invite = useMutation(
    trpc.members.invite.mutationOptions({
      meta: { isErrorShown: true },
      onSettled: () => void queryClient.invalidateQueries(trpc.members.pathFilter()),
    }),
  )
  const close = (): void => {
    if (invite.isSuccess) setFields(nobody)
    invite.reset()
    onClose()
  }
  if (invite.isSuccess) {
    const { link, expiresAt } = invite.data
    return (
      <Dialog
        title={`Invitation for ${fields.name}`}
        description="The link works once and is shown only now. Send it to nobody else."
        isOpen={isOpen}
        onClose={close}
        size="s"
        footer={
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        }
      >
        <Field label="Link" hint={`Works until ${new Date(expiresAt).toLocaleString()}.`}>
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                readOnly
                value={link}
                onFocus={(event) => {
                  event.target.select()
                }}
              />
              <Button
                icon={Copy}
                onClick={() => {
                  navigator.clipboard.writeText(link).then(
                    () => {
                      toast({ text: 'Link copied' })
                    },
                    () => {
                      toast({
                        text: 'The browser did not allow copying',
                        detail: 'Select the link and copy it by hand.',
                      })
                    },
                  )
                }}
              >
                Copy
              </Button>
            </div>
          )}
        </Field>
      </Dialog>
    )
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
          invite.mutate({ ...fields, name: fields.name.trim(), email: fields.email.trim() })
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
        <Field label="Role" hint={roleWords[fields.role].detail}>
          {(control) => (
            <Select
              {...control}
              value={fields.role}
              options={roles.map((role) => ({ value: role, label: roleWords[role].label }))}
              onChange={(role) => {
                setFields({ ...fields, role })
              }}
            />
          )}
        </Field>
        {invite.isError ? <FormError error={toHumanError(invite.error)} /> : null}
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
