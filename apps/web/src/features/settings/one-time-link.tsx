import { Button, Field, Input, toast } from '@cartage/ui'
import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'

/** A link that is shown once, to be copied. */
export function OneTimeLink({
  link,
  expiresAt,
}: {
  readonly link: string
  readonly expiresAt: string
}): ReactNode {
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(
      () => {
        toast({ text: 'Link copied' })
      },
      () => {
        toast({
          text: 'The browser did not allow copying',
          detail: 'Select the link and copy it by hand.',
        })
      },
    )
  }
  return (
    <Field label="Link" hint={`Works until ${new Date(expiresAt).toLocaleString()}.`}>
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            readOnly
            value={link}
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
