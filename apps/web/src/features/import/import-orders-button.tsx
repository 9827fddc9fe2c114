import { Button, type ButtonVariant } from '@cartage/ui'
import { FileUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { chooseFile } from '../fleet/choose-file.ts'
import { orderFileTypes } from './order-file-name.ts'
import { useStartImport } from './use-start-import.ts'

export interface ImportOrdersButtonProps {
  readonly depotId: string
  readonly date: string
  readonly variant?: ButtonVariant
}

/** Chooses an order file and goes to its dry run. */
export function ImportOrdersButton({
  depotId,
  date,
  variant = 'secondary',
}: ImportOrdersButtonProps): ReactNode {
  const { start, sending } = useStartImport(depotId, date)
  return (
    <Button
      variant={variant}
      icon={FileUp}
      isBusy={sending !== null}
      onClick={() => {
        void chooseFile(orderFileTypes).then((file) => {
          if (file !== null) start(file)
        })
      }}
    >
      Import
    </Button>
  )
}
