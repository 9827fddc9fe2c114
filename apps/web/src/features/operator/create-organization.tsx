import { Button, Dialog, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { newId } from '../../api/new-id.ts'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { NotConfirmed, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { OneTimeLink } from '../settings/one-time-link.tsx'
import { AdminFields, type AdminDraft, adminErrors, noAdmin } from './admin-fields.tsx'

/** Makes an organization and shows the link for its first administrator once. */
export function CreateOrganization({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const [id, setId] = useState(newId)
  const [name, setName] = useState('')
  const [admin, setAdmin] = useState<AdminDraft>(noAdmin)
  const create = useMutation({
    mutationFn: () => withConfirmation(() => api.operator.create.mutate({ id, name: name.trim(), admin })),
    meta: { isErrorShown: true },
    onSettled: () => void queryClient.invalidateQueries(trpc.operator.pathFilter()),
  })
  const close = (): void => {
    if (create.isSuccess) {
      setId(newId())
      setName('')
      setAdmin(noAdmin)
    }
    create.reset()
    onClose()
  }
  const error = create.isError && !(create.error instanceof NotConfirmed) ? toHumanError(create.error) : null
  const atFields = adminErrors(error)
  const atName = error?.field === 'name' ? error.message : null
  return create.isSuccess ? (
    <Dialog
      title={`${name.trim()} is there`}
      description={`Send this link to ${admin.name}. It works once and is shown only now.`}
      isOpen={isOpen}
      onClose={close}
      size="s"
      footer={
        <Button variant="primary" onClick={close}>
          Done
        </Button>
      }
    >
      <OneTimeLink {...create.data} />
    </Dialog>
  ) : (
    <Dialog
      title="New organization"
      description="Its first administrator invites everybody else."
      isOpen={isOpen}
      onClose={close}
      size="s"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Field label="Name of the organization" error={atName}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={80}
              autoComplete="off"
              value={name}
              onChange={(event) => {
                setName(event.target.value)
              }}
            />
          )}
        </Field>
        <AdminFields value={admin} errors={atFields} onChange={setAdmin} />
        {error === null || atName !== null || atFields.isAny ? null : <FormError error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={create.isPending}>
            Make it
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
