import type { Import } from '@cartage/domain'
import { Badge, Button, EmptyState, formatDate, Progress, SkeletonRows } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { FileX2 } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { DropOrders } from './drop-orders.tsx'
import { ImportBoard } from './import-board.tsx'
import { phaseWords } from './import-words.ts'
import { refreshRows } from './use-import-rows.ts'

/** The dry run of an order file: what it would do, what is wrong, and the button that does it. */
export function ImportPage(): ReactNode {
  const { importId } = useParams({ from: '/signed-in/shell/import/$importId' })
  const query = useQuery({
    ...trpc.imports.get.queryOptions({ id: importId }),
    // Progress comes as events; asking now and then covers a stream that broke.
    refetchInterval: ({ state }) =>
      state.data?.state === 'reading' || state.data?.state === 'importing' ? 1_500 : false,
  })
  const wasBusy = useRef(false)
  const isBusy = query.data?.state === 'reading'
  useEffect(() => {
    if (wasBusy.current && !isBusy) void refreshRows(importId)
    wasBusy.current = isBusy
  }, [isBusy, importId])

  if (query.isLoadingError) return <QueryError error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <SkeletonRows label="Loading the import" rows={14} />
  const job = query.data
  switch (job.state) {
    case 'failed':
      return (
        <Ended job={job} title="This file could not be read">
          {job.failure ?? 'The server gave no reason.'}
        </Ended>
      )
    case 'discarded':
      return (
        <Ended job={job} title="This import was thrown away">
          Nothing of {job.fileName} was imported.
        </Ended>
      )
    case 'reading':
    case 'importing':
    case 'ready':
    case 'done':
      return (
        <>
          {isBusy || job.state === 'importing' ? <ReadingBar job={job} /> : null}
          {isBusy && job.columns.length === 0 ? (
            <SkeletonRows label="Reading the file" rows={14} />
          ) : (
            <ImportBoard job={job} />
          )}
        </>
      )
  }
}

function ReadingBar({ job }: { readonly job: Import }): ReactNode {
  const { phase, done, total } = job.progress ?? { phase: 'reading', done: 0, total: 0 }
  const counted =
    total > 0
      ? `${done.toLocaleString()} of ${total.toLocaleString()} rows`
      : done > 0
        ? `${done.toLocaleString()} rows`
        : ''
  return (
    <div className="shrink-0 border-b border-line bg-paper px-4 py-3">
      <Progress label={`${phaseWords(phase)}: ${job.fileName}`} done={done} total={total} detail={counted} />
    </div>
  )
}

function Ended({
  job,
  title,
  children,
}: {
  readonly job: Import
  readonly title: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <EmptyState
        icon={FileX2}
        title={title}
        actions={
          <Link to="/day/$depotId/$date" params={{ depotId: job.depotId, date: job.date }}>
            <Button tabIndex={-1}>Back to {formatDate(job.date)}</Button>
          </Link>
        }
      >
        <p>{children}</p>
        <p className="mt-2">
          <Badge>{job.fileName}</Badge>
        </p>
      </EmptyState>
      <div className="mx-auto max-w-100 px-4 pb-8">
        <DropOrders depotId={job.depotId} date={job.date} />
      </div>
    </div>
  )
}
