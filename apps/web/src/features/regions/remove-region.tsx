import type { RegionSummary } from '@cartage/domain'
import { Button, Dialog, Field, Input, Notice, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'

/** Deletes a region after its name was typed: building it again is the only way back. One in use stays. */
export function RemoveRegion({
  region,
  onClose,
}: {
  readonly region: RegionSummary
  readonly onClose: () => void
}): ReactNode {
  const [typed, setTyped] = useState('')
  const remove = useMutation(
    trpc.regions.remove.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: () => {
        toast({ text: `Deleted ${region.title}` })
        onClose()
      },
      onSettled: () => void queryClient.invalidateQueries(trpc.regions.pathFilter()),
    }),
  )
  if (region.depots.length > 0) {
    return (
      <Dialog title={`${region.title} is in use`} isOpen onClose={onClose} size="s">
        <div className="flex flex-col gap-4">
          <Notice meaning="info" title={`Depots drive on it: ${region.depots.join(', ')}.`}>
            Give them another region under Settings, Depots; then it can be deleted.
          </Notice>
          <div className="flex justify-end">
            <Button onClick={onClose}>Close</Button>
          </div>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={`Delete ${region.title}?`}
      description={`This cannot be undone: roads, addresses, map and closures of the region go${
        region.extract?.kind === 'upload' ? ', and so does the extract that was sent' : ''
      }.`}
      isOpen
      onClose={onClose}
      size="s"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed === region.name) remove.mutate({ name: region.name })
        }}
      >
        <Field label={`Type ${region.name} to delete it`}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
              }}
            />
          )}
        </Field>
        {remove.isError ? <FormError error={toHumanError(remove.error)} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="danger" disabled={typed !== region.name} isBusy={remove.isPending}>
            Delete the region
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
