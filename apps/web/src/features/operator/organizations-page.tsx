import { Badge, Button, EmptyState, formatNumber, Input, SkeletonRows, Table, Td, Th, Tr } from '@cartage/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Building2, Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { useDebounced } from '../../shell/use-debounced.ts'
import { SectionHead } from '../settings/section-head.tsx'
import { CreateOrganization } from './create-organization.tsx'
import { OperatorFrame } from './operator-frame.tsx'
import { dayWords, lastActiveWords, type Managed, stateWords } from './organization-words.ts'

/** Every organization of the installation, for its operators. */
export function OrganizationsPage(): ReactNode {
  const [isCreating, setIsCreating] = useState(false)
  return (
    <OperatorFrame>
      <SectionHead
        title="Organizations"
        action={
          <Button variant="primary" icon={Plus} onClick={() => setIsCreating(true)}>
            New organization
          </Button>
        }
      >
        Who shares this installation. You see figures, and nothing of what is in them unless one of their
        administrators lets you in.
      </SectionHead>
      <Organizations onCreate={() => setIsCreating(true)} />
      <CreateOrganization isOpen={isCreating} onClose={() => setIsCreating(false)} />
    </OperatorFrame>
  )
}

function Organizations({ onCreate }: { readonly onCreate: () => void }): ReactNode {
  const [text, setText] = useState('')
  const search = useDebounced(text.trim(), 200)
  const list = useInfiniteQuery(
    trpc.operator.list.infiniteQueryOptions(search === '' ? {} : { search }, {
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Input
        type="search"
        aria-label="Find an organization by its name"
        placeholder="Find by name"
        className="mb-3 max-w-80"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
        }}
      />
      {list.isPending ? (
        <SkeletonRows label="Loading the organizations" />
      ) : list.isLoadingError ? (
        <QueryError error={list.error} onRetry={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState
          icon={Building2}
          title={search === '' ? 'No organization yet' : `No organization is called “${search}”`}
          actions={
            <Button variant="primary" onClick={onCreate}>
              New organization
            </Button>
          }
        >
          Make one, and send its first administrator the link.
        </EmptyState>
      ) : (
        <div className="overflow-hidden rounded-l border border-line bg-paper">
          <Table label="Organizations">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th isNumber>Members</Th>
                <Th isNumber className="max-sm:hidden">
                  Orders
                </Th>
                <Th className="max-md:hidden">Made on</Th>
                <Th>Last active</Th>
              </tr>
            </thead>
            <tbody>
              {items.map((organization) => (
                <OrganizationRow key={organization.id} organization={organization} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
      {list.hasNextPage ? (
        <Button className="mt-3" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </>
  )
}

function OrganizationRow({ organization }: { readonly organization: Managed }): ReactNode {
  const state = stateWords(organization)
  return (
    <Tr className="h-10">
      <Td className="max-w-60">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 py-1">
          <Link
            to="/operator/$organizationId"
            params={{ organizationId: organization.id }}
            className="truncate font-strong text-ink underline-offset-2 hover:underline"
          >
            {organization.name}
          </Link>
          {state === null ? null : <Badge {...state}>{state.text}</Badge>}
        </span>
      </Td>
      <Td isNumber>{formatNumber(organization.members)}</Td>
      <Td isNumber className="max-sm:hidden">
        {formatNumber(organization.orders)}
      </Td>
      <Td className="whitespace-nowrap text-ink-2 max-md:hidden">{dayWords(organization.createdAt)}</Td>
      <Td className="whitespace-nowrap text-ink-2 tabular-nums">{lastActiveWords(organization)}</Td>
    </Tr>
  )
}
