import { importFields, type ImportColumn, type ImportField } from '@cartage/domain'
import { Select, type SelectOption } from '@cartage/ui'
import type { ReactNode } from 'react'
import { dimensionName, dimensionWords } from '../fleet/dimension-words.ts'
import { fieldWords } from './import-words.ts'

export interface ColumnSelectProps {
  readonly column: ImportColumn
  /** The load dimensions that the fleet counts. */
  readonly dimensions: readonly string[]
  readonly isDisabled: boolean
  readonly onChange: (column: ImportColumn) => void
}

const valueOf = ({ field, dimension }: ImportColumn): string =>
  field === 'load' ? `load ${dimension ?? ''}` : field
const isField = (text: string): text is ImportField => importFields.some((field) => field === text)

/** What a column of the file means; a wrong guess is put right here. */
export function ColumnSelect({ column, dimensions, isDisabled, onChange }: ColumnSelectProps): ReactNode {
  const own = column.field === 'load' ? column.dimension : dimensionName(column.name)
  const loads = [...new Set([...dimensions, ...(own === undefined || own === '' ? [] : [own])])]
  const options: readonly SelectOption<string>[] = [
    { value: 'custom', label: 'Keep as text' },
    { value: 'ignore', label: 'Leave out' },
    ...fieldWords.map(([value, label, group]) => ({ value, label, group })),
    ...loads.map((dimension) => {
      const { name, unit } = dimensionWords(dimension)
      return { value: `load ${dimension}`, label: unit === '' ? name : `${name} (${unit})`, group: 'Load' }
    }),
  ]
  return (
    <Select
      size="s"
      aria-label={`Meaning of column ${column.name}`}
      disabled={isDisabled}
      value={valueOf(column)}
      options={options}
      onChange={(value) => {
        if (value.startsWith('load '))
          onChange({ name: column.name, field: 'load', dimension: value.slice(5) })
        else if (isField(value)) onChange({ name: column.name, field: value })
      }}
    />
  )
}
