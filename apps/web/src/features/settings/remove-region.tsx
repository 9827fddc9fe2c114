import type { RegionSummary } from '@cartage/domain'
import { Button, Dialog, Field, Input, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'

/** Deletes a region after its name was typed: building it again is the only way back. */
export function RemoveRegion({
  region,
  onClose,
}: {
  readonly region: RegionSummary | null
  readonly onClose: () => void
}): ReactNode {
  const [typed, setTyped] = useState('')
  const remove = useMutation(
    trpc.regions.remove.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: () => {
        toast({ text: `Deleted ${region?.name ?? ''}` })
        setTyped('')
        onClose()
      },
      onSettled: () => void queryClient.invalidateQueries(trpc.regions.pathFilter()),
    }),
  )
  const close = (): void => {
    setTyped('')
    remove.reset()
    onClose()
  }
  return (
    <Dialog
      title={`Delete ${region?.name ?? ''}?`}
      description="This cannot be undone: the region would have to be built from its extract again."
      isOpen={region !== null}
      onClose={close}
      size="s"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (region !== null && typed === region.name) remove.mutate({ name: region.name })
        }}
      >
        <Field label={`Type ${region?.name ?? ''} to delete it`}>
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
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="danger" disabled={typed !== region?.name} isBusy={remove.isPending}>
            Delete the region
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
