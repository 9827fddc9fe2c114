import { Button, Field, Input, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import type { Managed } from './organization-words.ts'

/** Gives an organization another name. */
export function RenameOrganization({ organization }: { readonly organization: Managed }): ReactNode {
  const { id, version } = organization
  const [name, setName] = useState(organization.name)
  const rename = useMutation(
    trpc.operator.rename.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: () => {
        toast({ text: 'Renamed' })
      },
      onSettled: () => queryClient.invalidateQueries(trpc.operator.pathFilter()),
    }),
  )
  const error = rename.isError ? toHumanError(rename.error) : null
  const atName = error?.field === 'name' ? error.message : null
  const isChanged = name.trim() !== organization.name
  return (
    <form
      className="mt-8 flex max-w-140 flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        rename.mutate({ id, version, name: name.trim() })
      }}
    >
      <Field label="Name" error={atName}>
        {(control) => (
          <div className="flex gap-2">
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
            <Button type="submit" disabled={!isChanged} isBusy={rename.isPending}>
              Rename
            </Button>
          </div>
        )}
      </Field>
      {error === null || atName !== null ? null : <FormError error={error} />}
    </form>
  )
}
