import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

const names: Readonly<Record<string, string>> = {
  mod: isApple ? '⌘' : 'Ctrl',
  shift: isApple ? '⇧' : 'Shift',
  alt: isApple ? '⌥' : 'Alt',
  enter: 'Enter',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
}

/** How a key reads on this machine: `mod+k` is ⌘ K or Ctrl K. */
export function keyNames(keys: string): readonly string[] {
  return keys
    .split('+')
    .map((key) => names[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key))
}

/** A key or a chord such as `mod+k`. */
export function Kbd({
  keys,
  onDark = false,
}: {
  readonly keys: string
  readonly onDark?: boolean
}): ReactNode {
  return (
    <span className="inline-flex gap-0.5">
      {keyNames(keys).map((name) => (
        <kbd
          key={name}
          className={classNames(
            'inline-flex h-5 min-w-5 items-center justify-center rounded-s px-1 font-sans text-12',
            onDark ? 'bg-page/20 text-page' : 'border border-line bg-well text-ink-2',
          )}
        >
          {name}
        </kbd>
      ))}
    </span>
  )
}
