import { Plus, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { FieldControl } from './field.tsx'
import { controlClass } from './input.tsx'

export interface TagInputProps extends Partial<FieldControl> {
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  /** Words used elsewhere, offered as one press each. */
  readonly suggestions?: readonly string[]
  readonly placeholder?: string
}

/** A set of short words; Enter or a comma adds one, Backspace takes the last. */
export function TagInput({
  value,
  onChange,
  suggestions = [],
  placeholder,
  ...control
}: TagInputProps): ReactNode {
  const [text, setText] = useState('')
  const add = (words: string): void => {
    const fresh = words
      .split(/[,;]/)
      .map((word) => word.trim())
      .filter((word) => word !== '' && !value.includes(word))
    if (fresh.length > 0) onChange([...value, ...new Set(fresh)])
    setText('')
  }
  const offered = suggestions.filter((word) => !value.includes(word))
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <input
        {...control}
        value={text}
        placeholder={placeholder}
        autoComplete="off"
        className={controlClass}
        onChange={(event) => {
          if (/[,;]$/.test(event.target.value)) add(event.target.value)
          else setText(event.target.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && text.trim() !== '') {
            event.preventDefault()
            add(text)
          } else if (event.key === 'Backspace' && text === '') {
            onChange(value.slice(0, -1))
          }
        }}
        onBlur={() => {
          if (text.trim() !== '') add(text)
        }}
      />
      {value.length === 0 && offered.length === 0 ? null : (
        <ul className="flex flex-wrap gap-1">
          {value.map((word) => (
            <li key={word}>
              <button
                type="button"
                aria-label={`Remove ${word}`}
                onClick={() => {
                  onChange(value.filter((other) => other !== word))
                }}
                className="inline-flex h-6 items-center gap-1 rounded-s bg-accent-soft px-1.5 text-12 font-strong text-accent hover:bg-press touch:h-11 touch:px-3"
              >
                {word}
                <X aria-hidden size={12} />
              </button>
            </li>
          ))}
          {offered.slice(0, 12).map((word) => (
            <li key={word}>
              <button
                type="button"
                aria-label={`Add ${word}`}
                onClick={() => {
                  add(word)
                }}
                className="inline-flex h-6 items-center gap-1 rounded-s border border-line px-1.5 text-12 text-ink-2 hover:bg-hover touch:h-11 touch:px-3"
              >
                <Plus aria-hidden size={12} />
                {word}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
