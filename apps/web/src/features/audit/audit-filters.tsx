import { Field, Input, Select } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { trpc, type Inputs } from '../../api/trpc.ts'
import { actionWords } from './audit-words.ts'

/** As the fields hold it; empty does not narrow. */
export interface AuditFields {
  readonly userId: string
  readonly action: string
  readonly result: string
  readonly from: string
  readonly until: string
  readonly text: string
}
export const noFields: AuditFields = { userId: '', action: '', result: '', from: '', until: '', text: '' }

type Filter = Omit<Inputs['audit']['list'], 'cursor' | 'limit' | 'direction'>

/** Days are those of the browser; the last one counts as a whole. */
export function filterOf({ userId, action, result, from, until, text }: AuditFields): Filter {
  return {
    ...(userId === '' ? {} : { userId }),
    ...(action === '' ? {} : { action }),
    ...(result === 'done' || result === 'refused' ? { result } : {}),
    ...(from === '' ? {} : { from: startOf(from, 0) }),
    ...(until === '' ? {} : { until: startOf(until, 1) }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  }
}

function startOf(day: string, later: number): string {
  const date = new Date(`${day}T00:00`)
  date.setDate(date.getDate() + later)
  return date.toISOString()
}

export interface AuditFiltersProps {
  readonly value: AuditFields
  readonly onChange: (value: AuditFields) => void
}

/** By what the log is narrowed. */
export function AuditFilters({ value, onChange }: AuditFiltersProps): ReactNode {
  const choices = useQuery(trpc.audit.choices.queryOptions()).data
  const set = (some: Partial<AuditFields>): void => {
    onChange({ ...value, ...some })
  }
  return (
    <search className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-3" aria-label="Narrow the log">
      <Field label="Person">
        {(control) => (
          <Select
            {...control}
            value={value.userId}
            options={[
              { value: '', label: 'Everybody' },
              ...(choices?.actors ?? []).map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
            onChange={(userId) => {
              set({ userId })
            }}
          />
        )}
      </Field>
      <Field label="Action">
        {(control) => (
          <Select
            {...control}
            value={value.action}
            options={[
              { value: '', label: 'Everything' },
              ...(choices?.actions ?? []).map((action) => ({ value: action, label: actionWords(action) })),
            ]}
            onChange={(action) => {
              set({ action })
            }}
          />
        )}
      </Field>
      <Field label="Result">
        {(control) => (
          <Select
            {...control}
            value={value.result}
            options={[
              { value: '', label: 'Done and refused' },
              { value: 'done', label: 'Done' },
              { value: 'refused', label: 'Refused' },
            ]}
            onChange={(result) => {
              set({ result })
            }}
          />
        )}
      </Field>
      <Field label="Contains">
        {(control) => (
          <Input
            {...control}
            type="search"
            maxLength={120}
            placeholder="Name, id or address"
            value={value.text}
            onChange={(event) => {
              set({ text: event.target.value })
            }}
          />
        )}
      </Field>
      <Field label="From">
        {(control) => (
          <Input
            {...control}
            type="date"
            max={value.until === '' ? undefined : value.until}
            value={value.from}
            onChange={(event) => {
              set({ from: event.target.value })
            }}
          />
        )}
      </Field>
      <Field label="Until">
        {(control) => (
          <Input
            {...control}
            type="date"
            min={value.from === '' ? undefined : value.from}
            value={value.until}
            onChange={(event) => {
              set({ until: event.target.value })
            }}
          />
        )}
      </Field>
    </search>
  )
}
