import { Button, Dialog } from '@cartage/ui'
import type { ReactNode } from 'react'
import type { Key } from './keys-section.tsx'

export interface RevokeKeyProps {
  readonly apiKey: Key
  readonly isBusy: boolean
  readonly onClose: () => void
  readonly onRevoke: () => void
}

/** Asks before a key ends: it cannot be brought back. */
export function RevokeKey({ apiKey, isBusy, onClose, onRevoke }: RevokeKeyProps): ReactNode {
  return (
    <Dialog
      title={`Revoke ${apiKey.name}?`}
      isOpen
      onClose={onClose}
      size="s"
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" isBusy={isBusy} onClick={onRevoke}>
            Revoke
          </Button>
        </>
      }
    >
      <p className="text-13 text-ink-2">
        {apiKey.lastUsedAt === null
          ? 'It was never used. '
          : `It was used last on ${new Date(apiKey.lastUsedAt).toLocaleString()}. `}
        Every program that has the key ending in {apiKey.hint} is refused at once. This cannot be undone; a
        new key has other letters.
      </p>
    </Dialog>
  )
}
