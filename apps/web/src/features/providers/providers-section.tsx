import { Badge, Button, EmptyState, SkeletonRows, Table, Td, Th, toast, Tr } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { LogIn, Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { toastError } from '../../api/toast-error.ts'
import { api, trpc } from '../../api/trpc.ts'
import { NotConfirmed, withConfirmation } from '../../session/confirm-identity.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { SectionHead } from '../settings/section-head.tsx'
import { CopiedText } from './copied-text.tsx'
import { type Provider, ProviderForm } from './provider-form.tsx'

/** Where members may sign in instead of here. */
export function ProvidersSection(): ReactNode {
  const providers = useQuery(trpc.oidc.list.queryOptions())
  const [open, setOpen] = useState<{ readonly provider: Provider | null } | null>(null)
  const remove = useMutation({
    meta: { isErrorShown: true },
    mutationFn: ({ id }: Provider) => withConfirmation(() => api.oidc.remove.mutate({ id })),
    onError: (error) => {
      if (!(error instanceof NotConfirmed)) toastError(error)
    },
    onSuccess: (_, { name }) => {
      toast({ text: `${name} removed` })
    },
    onSettled: () => queryClient.invalidateQueries(trpc.oidc.pathFilter()),
  })
  return (
    <>
      <SectionHead
        title="Sign-in"
        action={
          <Button variant="primary" icon={Plus} onClick={() => setOpen({ provider: null })}>
            Add a provider
          </Button>
        }
      >
        Providers of OpenID Connect, such as Keycloak, Microsoft Entra or Google, where members sign in with
        the account they have at work.
      </SectionHead>
      {providers.isPending ? (
        <SkeletonRows label="Loading the providers" rows={3} />
      ) : providers.isLoadingError ? (
        <QueryError error={providers.error} onRetry={() => void providers.refetch()} />
      ) : (
        <div className="flex flex-col gap-6">
          {providers.data.items.length === 0 ? (
            <EmptyState
              icon={LogIn}
              title="Everybody signs in with a password"
              actions={<Button onClick={() => setOpen({ provider: null })}>Add a provider</Button>}
            >
              You need the address of the provider, and a client id and secret that you make there for
              Cartage.
            </EmptyState>
          ) : (
            <div className="overflow-hidden rounded-l border border-line bg-paper">
              <Table label="Providers">
                <thead>
                  <tr>
                    <Th>Provider</Th>
                    <Th className="max-sm:hidden">People</Th>
                    <Th>State</Th>
                    <Th>
                      <span className="sr-only">Actions</span>
                    </Th>
                  </tr>
                </thead>
                <tbody>
                  {providers.data.items.map((provider) => (
                    <Tr key={provider.id} className="h-10">
                      <Td className="max-w-40 py-1.5 sm:max-w-80">
                        <span className="block truncate font-strong">{provider.name}</span>
                        <span className="block truncate text-12 text-ink-3">{provider.issuer}</span>
                      </Td>
                      <Td className="tabular-nums max-sm:hidden">{provider.people}</Td>
                      <Td>
                        <ProviderState provider={provider} />
                      </Td>
                      <Td className="w-px">
                        <div className="flex items-end whitespace-nowrap max-sm:flex-col">
                          <Button
                            size="s"
                            variant="quiet"
                            aria-label={`Change ${provider.name}`}
                            onClick={() => setOpen({ provider })}
                          >
                            Change
                          </Button>
                          <Button
                            size="s"
                            variant="quiet"
                            aria-label={`Remove ${provider.name}`}
                            disabled={remove.isPending}
                            onClick={() => remove.mutate(provider)}
                          >
                            Remove
                          </Button>
                        </div>
                      </Td>
                    </Tr>
                  ))}
                </tbody>
              </Table>
            </div>
          )}
          <div className="flex max-w-140 flex-col gap-4">
            <CopiedText
              label="Redirect URI"
              hint="Enter exactly this at the provider."
              text={providers.data.redirectUri}
            />
            <CopiedText
              label="Sign-in link"
              hint="For your people: the sign-in page with your providers on it."
              text={providers.data.signInLink}
            />
          </div>
        </div>
      )}
      {open === null || providers.data === undefined ? null : (
        <ProviderForm
          provider={open.provider}
          redirectUri={providers.data.redirectUri}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

function ProviderState({ provider: { isEnabled, isRequired } }: { readonly provider: Provider }): ReactNode {
  if (!isEnabled) return <span className="text-ink-3">Off</span>
  return <Badge meaning={isRequired ? 'info' : 'done'}>{isRequired ? 'Required' : 'On'}</Badge>
}
