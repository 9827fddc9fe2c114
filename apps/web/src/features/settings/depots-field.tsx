import { Checkbox, Skeleton } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { QueryError } from '../../shell/query-error.tsx'

export interface DepotsFieldProps {
  /** Null for all depots. */
  readonly value: readonly string[] | null
  readonly onChange: (value: readonly string[] | null) => void
  readonly error?: string | null | undefined
}

/** All depots of the organization, or some of them. */
export function DepotsField({ value, onChange, error = null }: DepotsFieldProps): ReactNode {
  const depots = useQuery(trpc.depots.list.queryOptions())
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-12 font-strong text-ink-2">Depots</legend>
      <Checkbox
        label="All, and those to come"
        checked={value === null}
        onChange={(isAll) => onChange(isAll ? null : [])}
      />
      {value === null ? null : depots.isPending ? (
        <Skeleton className="h-6 w-40" />
      ) : depots.isLoadingError ? (
        <QueryError error={depots.error} onRetry={() => void depots.refetch()} />
      ) : depots.data.items.length === 0 ? (
        <p className="text-12 text-ink-3">There are no depots yet.</p>
      ) : (
        <div className="ml-6 flex flex-col">
          {depots.data.items.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={value.includes(id)}
              onChange={(isIn) => onChange(isIn ? [...value, id] : value.filter((other) => other !== id))}
            />
          ))}
        </div>
      )}
      {error === null || error === '' ? null : (
        <p role="alert" className="text-12 text-late">
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** What is wrong with a choice of depots before it is sent; null when nothing is. */
export const depotsProblem = (value: readonly string[] | null): string | null =>
  value?.length === 0 ? 'Choose at least one depot, or all of them.' : null
