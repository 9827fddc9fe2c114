import { Button, Dialog, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import type { Passkey } from './passkey-list.tsx'

/** Gives a passkey another name. */
export function RenamePasskey({
  passkey,
  onClose,
}: {
  readonly passkey: Passkey
  readonly onClose: () => void
}): ReactNode {
  const [name, setName] = useState(passkey.name)
  const rename = useMutation(
    trpc.passkeys.rename.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.factors.pathFilter())
        onClose()
      },
    }),
  )
  return (
    <Dialog title="Rename the passkey" isOpen onClose={onClose} size="s">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          rename.mutate({ id: passkey.id, name: name.trim() })
        }}
      >
        <Field label="Name" error={rename.isError ? toHumanError(rename.error).message : null}>
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
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={rename.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
