import { Badge, Button, formatDate, Notice, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { toastError } from '../../api/toast-error.ts'
import { api, trpc, type Outputs } from '../../api/trpc.ts'
import { NotConfirmed, withConfirmation } from '../../session/confirm-identity.ts'
import { problemWords } from '../../session/provider-problem.ts'
import { QueryError } from '../../shell/query-error.tsx'

type Connection = Outputs['oidc']['connections']['items'][number]

/** With which of the organization's providers the person can sign in; nothing where there are none. */
export function OwnProviders(): ReactNode {
  const { problem } = useSearch({ from: '/signed-in/shell/settings/account' })
  const connections = useQuery(trpc.oidc.connections.queryOptions())
  if (connections.isLoadingError) {
    return <QueryError error={connections.error} onRetry={() => void connections.refetch()} />
  }
  const items = connections.data?.items ?? []
  if (items.length === 0 && problem === undefined) return null
  return (
    <section aria-labelledby="own-providers">
      <h2 id="own-providers" className="text-15 font-strong">
        Sign in with
      </h2>
      <p className="mt-0.5 mb-3 text-13 text-pretty text-ink-2">
        A provider of your organization that you can sign in with instead of your password.
      </p>
      {problem === undefined ? null : (
        <Notice meaning="late" title={problemWords(problem)} className="mb-3 max-w-140" />
      )}
      {items.length === 0 ? null : (
        <ul className="flex flex-col divide-y divide-line rounded-l border border-line bg-paper text-13">
          {items.map((connection) => (
            <ConnectionRow key={connection.id} connection={connection} />
          ))}
        </ul>
      )}
    </section>
  )
}

function ConnectionRow({ connection: { id, name, since } }: { readonly connection: Connection }): ReactNode {
  const tell = (error: unknown): void => {
    if (!(error instanceof NotConfirmed)) toastError(error)
  }
  const connect = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => withConfirmation(() => api.oidc.startLink.mutate({ id })),
    onError: tell,
    onSuccess: ({ url }) => {
      window.location.assign(url)
    },
  })
  const disconnect = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => withConfirmation(() => api.oidc.unlink.mutate({ id })),
    onError: tell,
    onSuccess: async () => {
      toast({ text: `${name} disconnected` })
      await queryClient.invalidateQueries(trpc.oidc.connections.pathFilter())
    },
  })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
      <span className="w-40 min-w-0 truncate font-strong">{name}</span>
      <span className="min-w-0 flex-1 text-ink-2 tabular-nums">
        {since === null ? (
          'Not connected'
        ) : (
          <>
            <Badge meaning="done">Connected</Badge> since {formatDate(since.slice(0, 10))}
          </>
        )}
      </span>
      {since === null ? (
        <Button
          size="s"
          aria-label={`Connect ${name}`}
          isBusy={connect.isPending || connect.isSuccess}
          onClick={() => connect.mutate()}
        >
          Connect
        </Button>
      ) : (
        <Button
          size="s"
          variant="danger"
          aria-label={`Disconnect ${name}`}
          isBusy={disconnect.isPending}
          onClick={() => disconnect.mutate()}
        >
          Disconnect
        </Button>
      )}
    </li>
  )
}
