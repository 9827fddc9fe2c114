import { Badge, Button, SkeletonRows, Table, Td, Th, Tr } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { trpc, type Outputs } from '../../api/trpc.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { roleLabel } from '../settings/role-words.ts'
import { ServiceAccountForm } from './service-account-form.tsx'

export type ServiceAccount = Outputs['serviceAccounts']['list']['items'][number]

/** Accounts that belong to nobody, for keys that should outlive the people who made them. */
export function ServiceAccounts(): ReactNode {
  const accounts = useQuery(trpc.serviceAccounts.list.queryOptions())
  const [open, setOpen] = useState<ServiceAccount | 'new' | null>(null)
  const items = accounts.data?.items ?? []
  return (
    <section>
      <header className="mb-3 flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="text-15 font-strong">Service accounts</h2>
          <p className="mt-0.5 text-13 text-pretty text-ink-2">
            Nobody signs in with one. Keys that act for it never do more than its role allows.
          </p>
        </div>
        <Button icon={Plus} onClick={() => setOpen('new')}>
          Add an account
        </Button>
      </header>
      {accounts.isPending ? (
        <SkeletonRows label="Loading the service accounts" rows={2} />
      ) : accounts.isLoadingError ? (
        <QueryError error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : items.length === 0 ? (
        <p className="rounded-l border border-line bg-paper px-4 py-6 text-center text-13 text-ink-2">
          None yet. Without one, a key acts for you and ends with your membership.
        </p>
      ) : (
        <div className="overflow-hidden rounded-l border border-line bg-paper">
          <Table label="Service accounts">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th>Role</Th>
                <Th className="max-sm:hidden">Depots</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {items.map((account) => (
                <Tr key={account.id} className="h-10">
                  <Td className="max-w-44 truncate font-strong">
                    {account.name} {account.isDisabled ? <Badge meaning="late">Locked</Badge> : null}
                  </Td>
                  <Td className="text-ink-2">{roleLabel(account)}</Td>
                  <Td className="text-ink-2 tabular-nums max-sm:hidden">
                    {account.depotIds === null ? 'all' : account.depotIds.length}
                  </Td>
                  <Td className="w-px whitespace-nowrap">
                    <Button size="s" variant="quiet" onClick={() => setOpen(account)}>
                      Change
                    </Button>
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      {open === null ? null : (
        <ServiceAccountForm account={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </section>
  )
}
