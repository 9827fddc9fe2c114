import type { Finding } from '@cartage/domain'
import { Badge, Button, buttonClass, formatDate, Notice, Segmented, SkeletonRows, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowRight, Check, Trash2, Undo2 } from 'lucide-react'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { toastError } from '../../api/toast-error.ts'
import { api, trpc, type Outputs } from '../../api/trpc.ts'
import { useCommands } from '../../shell/commands.ts'
import { useFleetVocabulary } from '../fleet/fleet-vocabulary.ts'
import { suggestedEdits, suggestedEditsOfKind, type Edit } from './cell-findings.ts'
import { FindingBar } from './finding-bar.tsx'
import { nextProblem, type GridCell } from './grid-moves.ts'
import { ImportGrid, problemCells } from './import-grid.tsx'
import { commitLabel, doneWords, nothingLabel } from './import-words.ts'
import { loadAllRows, refreshRows, replaceRows, useImportRows, type Show } from './use-import-rows.ts'

export type ImportItem = Outputs['imports']['get']

/** An import whose rows can be seen: counts, filter, grid, and what can be done with it. */
export function ImportBoard({ job }: { readonly job: ImportItem }): ReactNode {
  const navigate = useNavigate()
  const [show, setShow] = useState<Show>('all')
  const [active, setActive] = useState<GridCell>({ row: 0, column: 0 })
  const grid = useRef<HTMLDivElement>(null)
  const { id, columns, counts } = job
  const isReady = job.state === 'ready'
  const { rows, total, query } = useImportRows(id, show, job.state !== 'reading')
  const { dimensions } = useFleetVocabulary(job.depotId)
  const dayLink = { to: '/day/$depotId/$date', params: { depotId: job.depotId, date: job.date } } as const

  const keep = (fresh: ImportItem): void => {
    queryClient.setQueryData(trpc.imports.get.queryKey({ id }), fresh)
  }
  const edit = useMutation({
    mutationFn: async (edits: readonly Edit[]) => api.imports.edit.mutate({ id, edits: [...edits] }),
    onSuccess: (answer) => {
      replaceRows(id, show, answer.rows)
      keep({ ...job, counts: answer.counts })
    },
  })
  const setColumn = useMutation(trpc.imports.setColumns.mutationOptions({ onSuccess: keep }))
  const undo = async (): Promise<void> => {
    try {
      keep(await api.imports.undo.mutate({ id }))
      await Promise.all([refreshRows(id), queryClient.invalidateQueries(trpc.orders.pathFilter())])
      toast({ text: 'The import was taken back' })
    } catch (error) {
      toastError(error)
    }
  }
  const commit = useMutation(
    trpc.imports.commit.mutationOptions({
      onSuccess: (done) => {
        keep(done)
        void queryClient.invalidateQueries(trpc.orders.pathFilter())
        toast({
          meaning: 'done',
          ...doneWords(done.counts),
          undo,
          action: { label: `To ${formatDate(job.date)}`, run: () => void navigate(dayLink) },
        })
      },
    }),
  )
  const discard = useMutation(
    trpc.imports.discard.mutationOptions({
      onSuccess: () => navigate(dayLink),
    }),
  )
  const applyAll = useMutation({
    mutationFn: async ({ code, severity }: Finding) => {
      const all = await loadAllRows(id, severity === 'error' ? 'held' : 'warnings')
      const edits = suggestedEditsOfKind(all, code)
      if (edits.length > 0) await edit.mutateAsync(edits.slice(0, 10_000))
      return new Set(edits.map(({ row }) => row)).size
    },
    onSuccess: (mended) => {
      toast({
        meaning: 'done',
        text: mended === 1 ? '1 row mended' : `${mended.toLocaleString()} rows mended`,
      })
    },
  })

  const problems = problemCells(rows, columns)
  const stepProblem = (by: 1 | -1): void => {
    const next = nextProblem(active, by, problems)
    if (next !== null) setActive(next)
    grid.current?.focus({ preventScroll: true })
  }
  useCommands([
    { id: 'import.next', group: 'Import', label: 'Next problem', keys: 'F8', run: () => stepProblem(1) },
    {
      id: 'import.before',
      group: 'Import',
      label: 'Problem before',
      keys: 'shift+F8',
      run: () => stepProblem(-1),
    },
  ])
  const { fetchNextPage, isFetchingNextPage } = query
  const onNearEnd = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, isFetchingNextPage])
  const label = commitLabel(counts)

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-paper px-4 py-2.5">
        <div className="min-w-0 flex-1 basis-56">
          <h1 className="truncate text-15 font-strong" title={job.fileName}>
            {job.fileName}
          </h1>
          <p className="truncate text-12 text-ink-3">
            {counts.rows.toLocaleString()} {counts.rows === 1 ? 'row' : 'rows'} for {formatDate(job.date)} ·{' '}
            {fileWords(job)}
          </p>
        </div>
        {isReady ? (
          <div className="flex flex-wrap gap-2">
            <Button
              variant="quiet"
              icon={Trash2}
              isBusy={discard.isPending}
              onClick={() => discard.mutate({ id })}
            >
              Throw away
            </Button>
            <Button
              variant="primary"
              icon={Check}
              isBusy={commit.isPending}
              disabled={label === null || edit.isPending}
              onClick={() => commit.mutate({ id })}
            >
              {label ?? nothingLabel(counts)}
            </Button>
          </div>
        ) : null}
        {job.state === 'done' ? (
          <div className="flex flex-wrap gap-2">
            <Button icon={Undo2} onClick={() => void undo()}>
              Undo the import
            </Button>
            <Link {...dayLink} className={buttonClass('primary', 'm')}>
              To {formatDate(job.date)}
              <ArrowRight aria-hidden size={16} />
            </Link>
          </div>
        ) : null}
      </header>
      {job.state === 'done' ? (
        <Notice meaning="done" title={doneWords(counts).text} className="mx-4 mt-3">
          {doneWords(counts).detail}
          {counts.held > 0
            ? ' Undo to mend the held rows here, or mend them in the file and import it again.'
            : null}
        </Notice>
      ) : null}
      {job.findings.length === 0 ? null : (
        <ul className="mx-4 mt-3 flex flex-col gap-1">
          {job.findings.map((finding) => (
            <li key={`${finding.code} ${finding.column ?? ''}`}>
              <Notice meaning={finding.severity === 'error' ? 'late' : 'risk'} title={finding.text} />
            </li>
          ))}
        </ul>
      )}
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
        <Segmented
          label="Rows to show"
          value={show}
          options={[
            { value: 'all', label: 'All', count: counts.rows },
            { value: 'held', label: 'Held', count: counts.held },
            { value: 'warnings', label: 'Warnings', count: counts.warnings },
          ]}
          onChange={(next) => {
            setActive({ row: 0, column: 0 })
            setShow(next)
          }}
        />
        <p className="flex flex-wrap gap-1.5" aria-label="What importing would do">
          <Badge>{counts.create.toLocaleString()} new</Badge>
          <Badge>{counts.update.toLocaleString()} changed</Badge>
          <Badge>{counts.unchanged.toLocaleString()} unchanged</Badge>
          {counts.held === 0 ? (
            <Badge>0 held</Badge>
          ) : (
            <Badge meaning="late">{counts.held.toLocaleString()} held</Badge>
          )}
        </p>
      </div>
      {job.state === 'reading' && rows.length === 0 ? (
        <div className="flex-1 border-t border-line bg-raised">
          <SkeletonRows label="Checking the rows" rows={16} />
        </div>
      ) : total === 0 && !query.isFetching ? (
        <p className="flex-1 border-t border-line px-4 py-10 text-center text-13 text-ink-2">
          {show === 'held'
            ? 'No row is held back.'
            : show === 'warnings'
              ? 'No warnings.'
              : 'The file has no rows.'}
        </p>
      ) : (
        <div className="flex min-h-0 flex-1 flex-col border-t border-line">
          <ImportGrid
            gridRef={grid}
            columns={columns}
            rows={rows}
            total={total}
            dimensions={dimensions}
            isEditable={isReady && !setColumn.isPending}
            active={active}
            onActivate={setActive}
            onEdit={(row, column, value) => {
              edit.mutate([{ row, column, value }])
            }}
            onColumnChange={(column) => {
              setColumn.mutate({ id, columns: [column] })
            }}
            onNearEnd={onNearEnd}
          />
        </div>
      )}
      <FindingBar
        row={rows[active.row]}
        active={active}
        columns={columns}
        problems={problems.length}
        isBusy={edit.isPending || applyAll.isPending}
        isEditable={isReady}
        onStep={stepProblem}
        onApply={(finding) => {
          edit.mutate(suggestedEdits(finding))
        }}
        onApplyAll={(finding) => {
          applyAll.mutate(finding)
        }}
      />
    </div>
  )
}

const separatorWords: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}

function fileWords({ encoding, separator, fileName }: ImportItem): string {
  if (/\.xlsx$/i.test(fileName)) return 'Excel workbook'
  return [encoding, separatorWords[separator] ?? separator].filter((word) => word !== '').join(', ')
}
