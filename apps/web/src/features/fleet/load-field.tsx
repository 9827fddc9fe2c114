import type { Load } from '@cartage/domain'
import { Button, IconButton, Input, NumberInput } from '@cartage/ui'
import { Plus, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { dimensionName, dimensionWords } from './dimension-words.ts'

/** One dimension while it is edited; `amount` is null while its text is no number. */
export interface LoadLine {
  readonly dimension: string
  readonly amount: number | null
}

/** The lines to begin with: what is there, then the dimensions in use elsewhere, empty. */
export function loadLines(load: Load, known: readonly string[]): readonly LoadLine[] {
  const lines = Object.entries(load).map(([dimension, amount]) => ({ dimension, amount }))
  const missing = known
    .filter((dimension) => !(dimension in load))
    .map((dimension) => ({ dimension, amount: null }))
  return [...lines, ...missing]
}

/** The load that the lines state; empty ones are left out. */
export function loadOf(lines: readonly LoadLine[]): Load {
  return Object.fromEntries(
    lines.flatMap(({ dimension, amount }) =>
      dimension === '' || amount === null ? [] : [[dimension, amount]],
    ),
  )
}

export interface LoadFieldProps {
  readonly label: string
  readonly hint?: string
  readonly lines: readonly LoadLine[]
  readonly onChange: (lines: readonly LoadLine[]) => void
  readonly error?: string | null
}

/** How much, in each dimension: parcels, kilograms, or whatever this fleet counts. */
export function LoadField({ label, hint, lines, onChange, error }: LoadFieldProps): ReactNode {
  const [fresh, setFresh] = useState<string | null>(null)
  const add = (): void => {
    const name = dimensionName(fresh ?? '')
    if (name !== '' && !lines.some(({ dimension }) => dimension === name)) {
      onChange([...lines, { dimension: name, amount: null }])
    }
    setFresh(null)
  }
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-12 font-strong text-ink-2">{label}</legend>
      {lines.map((line, index) => {
        const { name, unit } = dimensionWords(line.dimension)
        return (
          <div key={line.dimension} className="flex items-center gap-1">
            <span className="min-w-0 flex-1 truncate text-13">{name}</span>
            <NumberInput
              aria-label={`${label}: ${name}`}
              className="w-32"
              value={line.amount}
              {...(unit === '' ? {} : { unit })}
              onChange={(amount) => {
                onChange(lines.with(index, { ...line, amount }))
              }}
            />
            <IconButton
              label={`Remove ${name}`}
              icon={X}
              size="s"
              onClick={() => {
                onChange(lines.toSpliced(index, 1))
              }}
            />
          </div>
        )
      })}
      {fresh === null ? (
        <Button
          variant="quiet"
          size="s"
          icon={Plus}
          className="self-start"
          onClick={() => {
            setFresh('')
          }}
        >
          Add a dimension
        </Button>
      ) : (
        <div className="flex gap-1">
          <Input
            aria-label="Name of the dimension"
            placeholder="such as weight kg, parcels, pallets"
            // Opened by a press on the button just above.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={fresh}
            onChange={(event) => {
              setFresh(event.target.value)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== 'Escape') return
              event.preventDefault()
              event.stopPropagation()
              if (event.key === 'Enter') add()
              else setFresh(null)
            }}
          />
          <Button onClick={add}>Add</Button>
        </div>
      )}
      {error === undefined || error === null ? (
        hint === undefined ? null : (
          <p className="text-12 text-ink-3">{hint}</p>
        )
      ) : (
        <p role="alert" className="text-12 text-late">
          {error}
        </p>
      )}
    </fieldset>
  )
}
