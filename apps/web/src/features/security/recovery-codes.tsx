import { Button, Notice, toast } from '@cartage/ui'
import { Copy, Download, Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSession } from '../../session/session.ts'

export interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** The recovery codes, this once, to be put away. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps): ReactNode {
  const email = useSession()?.user.email ?? ''
  const text = [`Cartage recovery codes of ${email}`, 'Each works once.', '', ...codes, ''].join('\n')
  return (
    <div data-print-alone className="flex flex-col gap-4">
      <Notice
        meaning="risk"
        title="Keep these recovery codes; they are shown only now"
        className="print:hidden"
      >
        Each lets you in once when your device is lost. Keep them where your device is not.
      </Notice>
      <h2 className="hidden text-15 font-strong print:block">Cartage recovery codes of {email}</h2>
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-6 gap-y-1.5 rounded-m border border-line bg-paper px-3 py-2.5 text-13 tabular-nums grid-cols-[repeat(auto-fit,minmax(min(16rem,100%),1fr))] print:grid-cols-1"
      >
        {codes.map((code) => (
          <li key={code} className="font-mono whitespace-nowrap select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 print:hidden">
        <Button icon={Copy} onClick={() => void copy(text)}>
          Copy
        </Button>
        <Button icon={Download} onClick={() => save(text)}>
          Download
        </Button>
        <Button
          icon={Printer}
          onClick={() => {
            window.print()
          }}
        >
          Print
        </Button>
        <Button variant="primary" className="ml-auto" onClick={onDone}>
          I have kept them
        </Button>
      </div>
    </div>
  )
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast({ text: 'Recovery codes copied' })
  } catch {
    toast({ text: 'The browser did not allow copying', detail: 'Select the codes and copy them by hand.' })
  }
}

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = Object.assign(document.createElement('a'), {
    href: url,
    download: 'cartage-recovery-codes.txt',
  })
  link.click()
  URL.revokeObjectURL(url)
}
