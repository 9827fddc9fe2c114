import { Dialog, Kbd } from '@cartage/ui'
import type { ReactNode } from 'react'
import { useAllCommands, type CommandEntry } from './commands.ts'

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
              {linesOf(commands.filter((command) => command.group === group)).map(([label, keys]) => (
                <div
                  key={label}
                  className="flex min-h-8 items-center justify-between gap-4 border-b border-line/60"
                >
                  <dt>{label}</dt>
                  <dd className="flex gap-1.5">
                    {keys.map((key) => (
                      <Kbd key={key} keys={key} />
                    ))}
                  </dd>
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

/** What can be done, once each, with every key that does it. */
function linesOf(commands: readonly CommandEntry[]): readonly (readonly [label: string, keys: string[]])[] {
  const lines = new Map<string, string[]>()
  for (const { label, keys } of commands) {
    if (keys === undefined) continue
    const known = lines.get(label)
    if (known) known.push(keys)
    else lines.set(label, [keys])
  }
  return [...lines]
}
