import { Button, Progress } from '@cartage/ui'
import { FileSpreadsheet } from 'lucide-react'
import type { ReactNode } from 'react'
import { chooseFile } from '../fleet/choose-file.ts'
import { orderFileTypes } from './order-file-name.ts'
import { useStartImport } from './use-start-import.ts'

/** The place that says: drop an order file here, or choose one. */
export function DropOrders({
  depotId,
  date,
}: {
  readonly depotId: string
  readonly date: string
}): ReactNode {
  const { start, sending } = useStartImport(depotId, date)
  const choose = async (): Promise<void> => {
    const file = await chooseFile(orderFileTypes)
    if (file !== null) start(file)
  }
  return (
    <div
      className="flex flex-col items-center gap-2 rounded-l border border-dashed border-edge/70 px-4 py-5 text-center"
      onDragOver={(event) => {
        event.preventDefault()
      }}
      onDrop={(event) => {
        event.preventDefault()
        event.stopPropagation()
        const [file] = event.dataTransfer.files
        if (file !== undefined) start(file)
      }}
    >
      {sending === null ? (
        <>
          <FileSpreadsheet aria-hidden size={20} strokeWidth={1.5} className="text-ink-3" />
          <p className="text-13 text-ink-2">Drop an order file here, or anywhere on this page.</p>
          <Button variant="primary" onClick={() => void choose()}>
            Choose a file
          </Button>
          <p className="text-12 text-ink-3">CSV or Excel, in any encoding</p>
        </>
      ) : (
        <div className="w-full text-left">
          <Progress label={`Sending ${sending.name}`} done={sending.sent} total={sending.total} />
        </div>
      )}
    </div>
  )
}
