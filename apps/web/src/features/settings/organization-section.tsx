import { Button, Field, Input, Select, SkeletonRows, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc, type Outputs } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import { useSession } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { OperatorAccess } from '../operator/operator-access.tsx'
import { AddressesSection } from './addresses-section.tsx'
import { RequireSecondFactor } from '../security/require-second-factor.tsx'
import { SectionHead } from './section-head.tsx'

type Organization = Outputs['organization']['get']

/** What the organization is called and in which money it counts. */
export function OrganizationSection(): ReactNode {
  const mayManageAccess = useSession()?.permissions.includes('access:manage') === true
  const organization = useQuery(trpc.organization.get.queryOptions())
  return (
    <>
      <SectionHead title="Organization">
        Its name stands on manifests; its currency behind every cost.
      </SectionHead>
      {organization.isPending ? (
        <SkeletonRows label="Loading the organization" rows={3} />
      ) : organization.isLoadingError ? (
        <QueryError error={organization.error} onRetry={() => void organization.refetch()} />
      ) : (
        <OrganizationForm key={organization.data.version} organization={organization.data} />
      )}
      {mayManageAccess ? <AddressesSection /> : null}
      {mayManageAccess ? <RequireSecondFactor /> : null}
      {mayManageAccess ? <OperatorAccess /> : null}
    </>
  )
}

function OrganizationForm({ organization }: { readonly organization: Organization }): ReactNode {
  const isAdmin = useSession()?.role === 'admin'
  const [name, setName] = useState(organization.name)
  const [currency, setCurrency] = useState(organization.currency)
  const save = useMutation(
    trpc.organization.update.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: async () => {
        toast({ text: 'Saved' })
        await Promise.all([
          queryClient.invalidateQueries(trpc.organization.pathFilter()),
          queryClient.invalidateQueries(trpc.session.current.pathFilter()),
        ])
      },
    }),
  )
  const names = new Intl.DisplayNames(navigator.language, { type: 'currency' })
  const currencies = [...new Set([...Intl.supportedValuesOf('currency'), currency])]
  const isChanged = name.trim() !== organization.name || currency !== organization.currency
  return (
    <form
      className="flex max-w-100 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ name: name.trim(), currency })
      }}
    >
      <Field label="Name">
        {(control) => (
          <Input
            {...control}
            required
            maxLength={120}
            disabled={!isAdmin}
            value={name}
            onChange={(event) => {
              setName(event.target.value)
            }}
          />
        )}
      </Field>
      <Field label="Currency">
        {(control) => (
          <Select
            {...control}
            disabled={!isAdmin}
            value={currency}
            options={currencies.map((code) => ({
              value: code,
              label: `${code} – ${names.of(code) ?? code}`,
            }))}
            onChange={setCurrency}
          />
        )}
      </Field>
      {save.isError ? <FormError error={toHumanError(save.error)} /> : null}
      {isAdmin ? (
        <Button
          type="submit"
          variant="primary"
          className="self-start"
          disabled={!isChanged}
          isBusy={save.isPending}
        >
          Save
        </Button>
      ) : (
        <p className="text-12 text-ink-3">An administrator can change this.</p>
      )}
    </form>
  )
}
