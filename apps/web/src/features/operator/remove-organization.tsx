import { Button, Dialog, Field, Input, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { NotConfirmed, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { dayWords, type Managed } from './organization-words.ts'

/** Removes an organization whose name is typed, after a period of grace. */
export function RemoveOrganization({
  organization: { id, name },
  isOpen,
  onClose,
}: {
  readonly organization: Managed
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const [typed, setTyped] = useState('')
  const remove = useMutation({
    mutationFn: () => withConfirmation(() => api.operator.remove.mutate({ id, name: typed })),
    meta: { isErrorShown: true },
    onSuccess: ({ removeAt }) => {
      if (removeAt !== null) toast({ text: `${name} goes on ${dayWords(removeAt)}` })
      close()
    },
    onSettled: () => queryClient.invalidateQueries(trpc.operator.pathFilter()),
  })
  const close = (): void => {
    setTyped('')
    remove.reset()
    onClose()
  }
  const error = remove.isError && !(remove.error instanceof NotConfirmed) ? toHumanError(remove.error) : null
  const atName = error?.field === 'name' ? error.message : null
  return (
    <Dialog
      title={`Remove ${name}?`}
      description="Nobody comes in from now on. In 14 days all that it has goes: orders, plans, people who are nowhere else, and its audit log. Until then you can keep it."
      isOpen={isOpen}
      onClose={close}
      size="s"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          remove.mutate()
        }}
      >
        <Field label="Its name, to be sure" hint={name} error={atName}>
          {(control) => (
            <Input
              {...control}
              required
              autoComplete="off"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
              }}
            />
          )}
        </Field>
        {error === null || atName !== null ? null : <FormError error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="danger" disabled={typed !== name} isBusy={remove.isPending}>
            Remove
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
