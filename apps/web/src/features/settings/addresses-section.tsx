import { Button, SkeletonRows, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Outputs } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { QueryError } from '../../shell/query-error.tsx'
import { AddressField } from '../keys/address-field.tsx'
import { linesOf } from '../keys/address-lines.ts'

type Addresses = Outputs['accessAddresses']['get']

/** From where people and programs may come in. */
export function AddressesSection(): ReactNode {
  const addresses = useQuery(trpc.accessAddresses.get.queryOptions())
  return (
    <section className="mt-10">
      <h2 className="text-15 font-strong">Addresses</h2>
      <p className="mt-0.5 mb-4 text-13 text-pretty text-ink-2">
        From where people and keys are let in. It holds at once, for open sessions too.
      </p>
      {addresses.isPending ? (
        <SkeletonRows label="Loading the addresses" rows={3} />
      ) : addresses.isLoadingError ? (
        <QueryError error={addresses.error} onRetry={() => void addresses.refetch()} />
      ) : (
        <AddressesForm key={addresses.data.version} addresses={addresses.data} />
      )}
    </section>
  )
}

function AddressesForm({ addresses }: { readonly addresses: Addresses }): ReactNode {
  const [allowed, setAllowed] = useState(addresses.allowedAddresses.join('\n'))
  const [denied, setDenied] = useState(addresses.deniedAddresses.join('\n'))
  const save = useMutation({
    mutationFn: () =>
      withConfirmation(() =>
        api.accessAddresses.update.mutate({
          allowedAddresses: linesOf(allowed),
          deniedAddresses: linesOf(denied),
          version: addresses.version,
        }),
      ),
    meta: { isErrorShown: true },
    onSuccess: async () => {
      toast({ text: 'Saved' })
      await queryClient.invalidateQueries(trpc.accessAddresses.pathFilter())
    },
  })
  const error = shownError(save.error)
  const errorOf = (field: string): string | null =>
    error?.field?.split('.')[0] === field ? error.message.replace(/^\w+(\.\w+)*: /, '') : null
  const isAtField = errorOf('allowedAddresses') !== null || errorOf('deniedAddresses') !== null
  return (
    <form
      className="flex max-w-100 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <AddressField
        label="Only from these"
        hint={`One address or range a line; empty lets everybody in. You come from ${addresses.ownAddress ?? 'an unknown address'}.`}
        value={allowed}
        error={errorOf('allowedAddresses')}
        onChange={setAllowed}
      />
      <AddressField
        label="Never from these"
        hint="Stronger than the list above."
        value={denied}
        error={errorOf('deniedAddresses')}
        onChange={setDenied}
      />
      {error !== null && !isAtField ? <FormError error={error} /> : null}
      <Button type="submit" variant="primary" className="self-start" isBusy={save.isPending}>
        Save the addresses
      </Button>
    </form>
  )
}
