import { formatDate, Progress } from '@cartage/ui'
import { FileSpreadsheet } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { chooseFile } from '../fleet/choose-file.ts'
import { useCanDispatch } from '../../session/session.ts'
import { useCommands } from '../../shell/commands.ts'
import { useLatest } from '../../shell/use-latest.ts'
import { orderFileTypes } from './order-file-name.ts'
import { useStartImport } from './use-start-import.ts'

export interface OrderFileDropProps {
  readonly depotId: string
  readonly date: string
  readonly children: ReactNode
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Takes an order file that is dropped anywhere on the page. */
export function OrderFileDrop({ depotId, date, children }: OrderFileDropProps): ReactNode {
  const canEdit = useCanDispatch()
  const { start, sending } = useStartImport(depotId, date)
  const [isOver, setIsOver] = useState(false)
  const depth = useRef(0)
  const latest = useLatest(start)

  useCommands(
    canEdit
      ? [
          {
            id: 'orders.import',
            group: 'Orders',
            label: 'Import an order file',
            keys: 'i',
            icon: FileSpreadsheet,
            run: () => {
              void chooseFile(orderFileTypes).then((file) => {
                if (file !== null) start(file)
              })
            },
          },
        ]
      : [],
  )

  useEffect(() => {
    if (!canEdit) return
    const stop = new AbortController()
    const { signal } = stop
    // Entering a child leaves its parent: the file is over the page while more was entered than left.
    window.addEventListener(
      'dragenter',
      (event) => {
        if (!hasFiles(event)) return
        depth.current += 1
        setIsOver(true)
      },
      { signal },
    )
    window.addEventListener(
      'dragleave',
      (event) => {
        if (!hasFiles(event)) return
        depth.current -= 1
        if (depth.current <= 0) setIsOver(false)
      },
      { signal },
    )
    window.addEventListener(
      'dragover',
      (event) => {
        if (hasFiles(event)) event.preventDefault()
      },
      { signal },
    )
    window.addEventListener(
      'drop',
      (event) => {
        depth.current = 0
        setIsOver(false)
        if (event.defaultPrevented || !hasFiles(event)) return
        event.preventDefault()
        const file = event.dataTransfer?.files[0]
        if (file !== undefined) latest.current(file)
      },
      { signal },
    )
    return () => {
      stop.abort()
    }
  }, [canEdit, latest])

  return (
    <>
      {children}
      {isOver ? (
        <div className="pointer-events-none absolute inset-0 z-30 flex animate-fade items-center justify-center bg-scrim p-6">
          <div className="flex flex-col items-center gap-2 rounded-l border-2 border-dashed border-accent bg-paper px-10 py-8 text-center shadow-pop">
            <FileSpreadsheet aria-hidden size={28} strokeWidth={1.5} className="text-accent" />
            <p className="text-18 font-strong">Drop to check the file</p>
            <p className="text-13 text-ink-2">
              Orders without a date go to {formatDate(date)}. Nothing is imported until you say so.
            </p>
          </div>
        </div>
      ) : null}
      {sending === null ? null : (
        <div className="absolute right-4 bottom-4 z-30 w-80 max-w-[calc(100%-32px)] rounded-l bg-raised p-4 shadow-pop">
          <Progress label={`Sending ${sending.name}`} done={sending.sent} total={sending.total} />
        </div>
      )}
    </>
  )
}
