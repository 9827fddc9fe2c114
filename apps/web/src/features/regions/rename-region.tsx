import type { RegionSummary } from '@cartage/domain'
import { Button, Dialog, Field, Input, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'

/** Gives a region another title. */
export function RenameRegion({
  region,
  onClose,
}: {
  readonly region: RegionSummary
  readonly onClose: () => void
}): ReactNode {
  const [title, setTitle] = useState(region.title)
  const rename = useMutation(
    trpc.regions.rename.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: (saved) => {
        toast({ text: `Renamed to ${saved.title}` })
        onClose()
      },
      onSettled: () => void queryClient.invalidateQueries(trpc.regions.pathFilter()),
    }),
  )
  return (
    <Dialog title={`Rename ${region.title}`} isOpen onClose={onClose} size="s">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (title.trim() !== '') rename.mutate({ name: region.name, title })
        }}
      >
        <Field
          label="Title"
          hint={`What people see. Depots and the command line go on calling it ${region.name}.`}
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={80}
              value={title}
              onChange={(event) => {
                setTitle(event.target.value)
              }}
            />
          )}
        </Field>
        {rename.isError ? <FormError error={toHumanError(rename.error)} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={title.trim() === ''} isBusy={rename.isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
