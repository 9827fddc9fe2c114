import { Badge, Button, EmptyState, formatAge, SkeletonRows, Table, Td, Th, toast, Tr } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { trpc, type Outputs } from '../../api/trpc.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { SectionHead } from '../settings/section-head.tsx'
import { CreateKey } from './create-key.tsx'
import { CurlExample } from './curl-example.tsx'
import { RenameKey } from './rename-key.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { ServiceAccounts } from './service-accounts.tsx'

export type Key = Outputs['keys']['list']['items'][number]

/** Ways in for programs. */
export function KeysSection(): ReactNode {
  const keys = useQuery(trpc.keys.list.queryOptions())
  const accounts = useQuery(trpc.serviceAccounts.list.queryOptions())
  const [isCreating, setIsCreating] = useState(false)
  const [renamed, setRenamed] = useState<Key | null>(null)
  const [ended, setEnded] = useState<Key | null>(null)
  const revoke = useMutation(
    trpc.keys.revoke.mutationOptions({
      onSuccess: (key) => {
        toast({ text: `${key.name} is revoked`, detail: 'Programs that use it are refused from now on.' })
        setEnded(null)
      },
      onSettled: () => void queryClient.invalidateQueries(trpc.keys.pathFilter()),
    }),
  )
  const create = (
    <Button variant="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      Create a key
    </Button>
  )
  return (
    <div className="flex flex-col gap-10">
      <section>
        <SectionHead
          title="API keys"
          action={keys.data !== undefined && keys.data.items.length > 0 ? create : undefined}
        >
          Let programs read and change what you choose, without anybody’s password.
        </SectionHead>
        {keys.isPending ? (
          <SkeletonRows label="Loading the keys" />
        ) : keys.isLoadingError ? (
          <QueryError error={keys.error} onRetry={() => void keys.refetch()} />
        ) : keys.data.items.length === 0 ? (
          <div className="rounded-l border border-line bg-paper pb-6">
            <EmptyState icon={KeyRound} title="No keys yet" actions={create}>
              With a key, a shop can hand over its orders and a report can read your plans. A program sends it
              with every request:
            </EmptyState>
            <div className="mx-auto max-w-140 px-4">
              <CurlExample />
            </div>
          </div>
        ) : (
          <KeyTable keys={keys.data.items} onRename={setRenamed} onRevoke={setEnded} />
        )}
      </section>
      <ServiceAccounts />
      <CreateKey
        isOpen={isCreating}
        accounts={accounts.data?.items ?? []}
        onClose={() => setIsCreating(false)}
      />
      {renamed === null ? null : <RenameKey apiKey={renamed} onClose={() => setRenamed(null)} />}
      {ended === null ? null : (
        <RevokeKey
          apiKey={ended}
          isBusy={revoke.isPending}
          onClose={() => setEnded(null)}
          onRevoke={() => revoke.mutate({ id: ended.id })}
        />
      )}
    </div>
  )
}

interface KeyTableProps {
  readonly keys: readonly Key[]
  readonly onRename: (key: Key) => void
  readonly onRevoke: (key: Key) => void
}

function KeyTable({ keys, onRename, onRevoke }: KeyTableProps): ReactNode {
  return (
    <div className="overflow-hidden rounded-l border border-line bg-paper">
      <Table label="API keys">
        <thead>
          <tr>
            <Th>Name</Th>
            <Th className="max-md:hidden">Acts for</Th>
            <Th className="max-sm:hidden">Last used</Th>
            <Th>Expires</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <Tr key={key.id} className="h-12">
              <Td className="max-w-44">
                <p className="truncate font-strong" title={key.permissions.join(', ')}>
                  {key.name}
                </p>
                <p className="truncate text-12 text-ink-3">
                  crt_…{key.hint}
                  <span className="sm:hidden">
                    {key.lastUsedAt === null ? ', never used' : `, used ${ago(key.lastUsedAt)}`}
                  </span>
                </p>
              </Td>
              <Td className="max-w-40 truncate text-ink-2 max-md:hidden">{key.account.name}</Td>
              <Td className="text-ink-2 tabular-nums max-sm:hidden">
                {key.lastUsedAt === null ? (
                  'never'
                ) : (
                  <>
                    <p>{ago(key.lastUsedAt)}</p>
                    <p className="text-12 text-ink-3">{key.lastUsedIp}</p>
                  </>
                )}
              </Td>
              <Td className="text-ink-2 tabular-nums">
                <Expiry apiKey={key} />
              </Td>
              <Td className="w-px whitespace-nowrap">
                {isOver(key) ? null : (
                  <>
                    <Button
                      size="s"
                      variant="quiet"
                      className="max-sm:hidden"
                      onClick={() => {
                        onRename(key)
                      }}
                    >
                      Rename
                    </Button>
                    <Button
                      size="s"
                      variant="quiet"
                      onClick={() => {
                        onRevoke(key)
                      }}
                    >
                      Revoke
                    </Button>
                  </>
                )}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}

const SOON_MS = 14 * 24 * 3_600_000

const ago = (at: string): string => (formatAge(at) === 'now' ? 'now' : `${formatAge(at)} ago`)
const isOver = ({ revokedAt, expiresAt }: Key): boolean =>
  revokedAt !== null || Date.parse(expiresAt) <= Date.now()

function Expiry({ apiKey: { revokedAt, expiresAt } }: { readonly apiKey: Key }): ReactNode {
  const [now] = useState(Date.now)
  const left = Date.parse(expiresAt) - now
  const day = new Date(expiresAt).toLocaleDateString()
  if (revokedAt !== null) return <Badge>Revoked</Badge>
  if (left <= 0) return <Badge meaning="late">Expired</Badge>
  return left < SOON_MS ? <Badge meaning="risk">{day}</Badge> : day
}
