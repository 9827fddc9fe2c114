import { Button, Field, Input, toast } from '@cartage/ui'
import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'

export interface CopiedTextProps {
  readonly label: string
  readonly hint: string
  readonly text: string
}

/** Something to be taken elsewhere exactly as it stands. */
export function CopiedText({ label, hint, text }: CopiedTextProps): ReactNode {
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        toast({ text: `${label} copied` })
      },
      () => {
        toast({ text: 'The browser did not allow copying', detail: 'Select it and copy it by hand.' })
      },
    )
  }
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            readOnly
            value={text}
            onFocus={(event) => {
              event.target.select()
            }}
          />
          <Button icon={Copy} onClick={copy}>
            Copy
          </Button>
        </div>
      )}
    </Field>
  )
}
