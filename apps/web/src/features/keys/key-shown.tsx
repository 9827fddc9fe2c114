import { Button, Dialog, Field, Input, toast } from '@cartage/ui'
import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Outputs } from '../../api/trpc.ts'
import { CurlExample } from './curl-example.tsx'

/** A key that was just made: nobody can see it again. */
export function KeyShown({
  created: { secret, key },
  isOpen,
  onClose,
}: {
  readonly created: Outputs['keys']['create']
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const copy = (): void => {
    navigator.clipboard.writeText(secret).then(
      () => {
        toast({ text: 'Key copied' })
      },
      () => {
        toast({ text: 'The browser did not allow copying', detail: 'Select the key and copy it by hand.' })
      },
    )
  }
  return (
    <Dialog
      title={`The key of ${key.name}`}
      description="It is shown only now. Keep it where your programs keep passwords, never in a repository."
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="Key" hint={`Works until ${new Date(key.expiresAt).toLocaleString()}.`}>
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                readOnly
                spellCheck={false}
                value={secret}
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
        <CurlExample />
      </div>
    </Dialog>
  )
}
