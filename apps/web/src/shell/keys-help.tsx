import { Dialog, Kbd } from '@cartage/ui'
import type { ReactNode } from 'react'
import { useAllCommands } from './commands.ts'

/** Every key that works on this page, under the headings of what it is for. */
export function KeysHelp({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const commands = useAllCommands().filter((command) => command.keys !== undefined)
  const groups = [...new Set(commands.map(({ group }) => group))]
  return (
    <Dialog title="Keys" isOpen={isOpen} onClose={onClose} size="l">
      <div className="gap-x-10 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-12 font-strong text-ink-3">{group}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <div
                    key={command.id}
                    className="flex min-h-8 items-center justify-between gap-4 border-b border-line/60"
                  >
                    <dt>{command.label}</dt>
                    <dd>{command.keys === undefined ? null : <Kbd keys={command.keys} />}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section className="mb-5 break-inside-avoid">
          <h3 className="mb-1 text-12 font-strong text-ink-3">Everywhere</h3>
          <dl>
            <div className="flex min-h-8 items-center justify-between gap-4 border-b border-line/60">
              <dt>Back out of what is open</dt>
              <dd>
                <Kbd keys="escape" />
              </dd>
            </div>
          </dl>
        </section>
      </div>
    </Dialog>
  )
}
