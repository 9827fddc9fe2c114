import { Checkbox } from '@cartage/ui'
import type { ReactNode } from 'react'
import { type KeyPermission, permissionGroups } from './permission-groups.ts'

export interface PermissionChoiceProps {
  /** What may be chosen at all. */
  readonly held: ReadonlySet<string>
  readonly value: ReadonlySet<KeyPermission>
  readonly error: string | null
  readonly onChange: (value: ReadonlySet<KeyPermission>) => void
}

/** What a key may do, by groups; only what its account and its maker hold. */
export function PermissionChoice({ held, value, error, onChange }: PermissionChoiceProps): ReactNode {
  const toggle = (items: readonly KeyPermission[], isOn: boolean): void => {
    const next = new Set(value)
    for (const item of items)
      if (isOn) next.add(item)
      else next.delete(item)
    onChange(next)
  }
  return (
    <fieldset
      className="flex min-w-0 flex-col gap-2"
      aria-describedby={error === null ? undefined : 'may-error'}
    >
      <legend className="mb-1 text-12 font-strong text-ink-2">It may</legend>
      {permissionGroups.map(({ label, items }) => {
        const offered = items.filter((item) => held.has(item.value))
        const names = offered.map((item) => item.value)
        const chosen = names.filter((name) => value.has(name))
        if (offered.length === 0) return null
        return (
          <div key={label} className="rounded-m border border-line px-3 py-1.5">
            <Checkbox
              label={<span className="font-strong">{label}</span>}
              checked={chosen.length === 0 ? false : chosen.length === names.length ? true : 'indeterminate'}
              onChange={() => {
                toggle(names, chosen.length < names.length)
              }}
            />
            <div className="flex flex-col pl-6">
              {offered.map((item) => (
                <Checkbox
                  key={item.value}
                  label={item.label}
                  checked={value.has(item.value)}
                  onChange={(isOn) => {
                    toggle([item.value], isOn)
                  }}
                />
              ))}
            </div>
          </div>
        )
      })}
      {error === null ? null : (
        <p id="may-error" role="alert" className="text-12 text-late">
          {error}
        </p>
      )}
    </fieldset>
  )
}
