import { Badge, Button, buttonClass, EmptyState, SkeletonRows, Table, Td, Th, Tr } from '@cartage/ui'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight, Download, ScrollText } from 'lucide-react'
import { Fragment, useDeferredValue, useState, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { SectionHead } from '../settings/section-head.tsx'
import { AuditDetail } from './audit-detail.tsx'
import { AuditFilters, filterOf, noFields } from './audit-filters.tsx'
import { actionWords, actorWords, type AuditEvent } from './audit-words.ts'

const COLUMNS = 4

/** Who did what, when and from where. */
export function AuditSection(): ReactNode {
  const [fields, setFields] = useState(noFields)
  const filter = filterOf(useDeferredValue(fields))
  const log = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { ...filter, limit: 50 },
      { getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: keepPreviousData, staleTime: 0 },
    ),
  )
  const events = log.data?.pages.flatMap(({ items }) => items) ?? []
  const query = new URLSearchParams(filter as Record<string, string>).toString()
  return (
    <>
      <SectionHead
        title="Audit log"
        action={
          <div className="flex gap-2">
            {(['csv', 'ndjson'] as const).map((format) => (
              <a
                key={format}
                href={`/api/exports/audit.${format}${query === '' ? '' : `?${query}`}`}
                download
                className={buttonClass('secondary', 'm')}
              >
                <Download aria-hidden size={16} />
                {format === 'csv' ? 'CSV' : 'JSON lines'}
              </a>
            ))}
          </div>
        }
      >
        Who did what, when and from where. Nobody can change what stands here.
      </SectionHead>
      <AuditFilters value={fields} onChange={setFields} />
      {log.isPending ? (
        <SkeletonRows label="Loading the audit log" />
      ) : log.isLoadingError ? (
        <QueryError error={log.error} onRetry={() => void log.refetch()} />
      ) : events.length === 0 && !log.hasNextPage ? (
        <EmptyState
          icon={ScrollText}
          title="Nothing found"
          actions={<Button onClick={() => setFields(noFields)}>Show everything</Button>}
        >
          No event matches all of what you chose.
        </EmptyState>
      ) : (
        <>
          <div className="overflow-hidden rounded-l border border-line bg-paper">
            <Table label="Audit log">
              <thead>
                <tr>
                  <Th>When</Th>
                  <Th className="max-sm:hidden">Who</Th>
                  <Th>What</Th>
                  <Th className="max-lg:hidden">From</Th>
                </tr>
              </thead>
              <tbody>
                {events.map((event) => (
                  <EventRows key={event.id} event={event} />
                ))}
              </tbody>
            </Table>
            {events.length === 0 ? (
              <p className="px-3 py-4 text-13 text-ink-2">
                Nothing among the newest events. Older ones may match.
              </p>
            ) : null}
          </div>
          {log.hasNextPage ? (
            <div className="mt-4 flex justify-center">
              <Button isBusy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
                {fields.text === '' ? 'Show older' : 'Search further back'}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </>
  )
}

function EventRows({ event }: { readonly event: AuditEvent }): ReactNode {
  const [isOpen, setIsOpen] = useState(false)
  const Chevron = isOpen ? ChevronDown : ChevronRight
  const at = new Date(event.at)
  return (
    <Fragment>
      <Tr
        className="h-11 cursor-pointer"
        onClick={() => {
          setIsOpen(!isOpen)
        }}
      >
        <Td className="whitespace-nowrap text-ink-2 tabular-nums">
          <p>{at.toLocaleDateString()}</p>
          <p className="text-12 text-ink-3">{at.toLocaleTimeString()}</p>
        </Td>
        <Td className="max-w-44 truncate max-sm:hidden">{actorWords(event)}</Td>
        <Td className="max-w-72">
          <button
            type="button"
            aria-expanded={isOpen}
            className="flex w-full min-w-0 items-center gap-1 rounded-s text-left font-strong"
            onClick={(press) => {
              press.stopPropagation()
              setIsOpen(!isOpen)
            }}
          >
            <Chevron aria-hidden size={14} className="shrink-0 text-ink-3" />
            <span className="truncate">{actionWords(event.action)}</span>
            {event.result === 'refused' ? <Badge meaning="late">Refused</Badge> : null}
          </button>
          <p className="truncate pl-4.5 text-12 text-ink-3">
            <span className="sm:hidden">{actorWords(event)} · </span>
            {event.entityId}
          </p>
        </Td>
        <Td className="max-w-36 truncate text-ink-2 max-lg:hidden">{event.ip}</Td>
      </Tr>
      {isOpen ? (
        <tr>
          <td colSpan={COLUMNS} className="border-b border-line/70 bg-well/40">
            <AuditDetail event={event} />
          </td>
        </tr>
      ) : null}
    </Fragment>
  )
}
