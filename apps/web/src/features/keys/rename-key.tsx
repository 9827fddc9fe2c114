import { Button, Dialog, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import type { Key } from './keys-section.tsx'

/** Gives a key another name. */
export function RenameKey({
  apiKey,
  onClose,
}: {
  readonly apiKey: Key
  readonly onClose: () => void
}): ReactNode {
  const [name, setName] = useState(apiKey.name)
  const rename = useMutation(
    trpc.keys.rename.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.keys.pathFilter())
        onClose()
      },
    }),
  )
  return (
    <Dialog title="Rename the key" isOpen onClose={onClose} size="s">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          rename.mutate({ id: apiKey.id, name: name.trim() })
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
