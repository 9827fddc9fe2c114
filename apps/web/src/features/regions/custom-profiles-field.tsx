import { type CustomProfile, MAX_CUSTOM_PROFILES } from '@cartage/domain'
import { Button, IconButton } from '@cartage/ui'
import { FileJson, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { ProfileEditor } from './profile-editor.tsx'

export interface CustomProfilesFieldProps {
  readonly value: readonly CustomProfile[]
  readonly onChange: (value: readonly CustomProfile[]) => void
  /** While one is being written the form cannot be sent: it would be left behind. */
  readonly onEditing: (isEditing: boolean) => void
}

/** Profiles that somebody wrote, which the region is built for besides those that come with Cartage. */
export function CustomProfilesField({ value, onChange, onEditing }: CustomProfilesFieldProps): ReactNode {
  const [edited, setEdited] = useState<number | 'new' | null>(null)
  const edit = (next: number | 'new' | null): void => {
    setEdited(next)
    onEditing(next !== null)
  }
  const others = value.filter((_, index) => index !== edited)
  return (
    <div className="flex flex-col gap-2">
      {value.length === 0 ? null : (
        <ul aria-label="Profiles of your own" className="rounded-m border border-line">
          {value.map(({ name, text }, index) => (
            <li key={name} className="flex items-center gap-2 border-b border-line pl-2.5 last:border-b-0">
              <FileJson aria-hidden size={16} className="shrink-0 text-ink-3" />
              <span className="min-w-0 flex-1 truncate text-13">{name}</span>
              <span className="text-12 text-ink-3">{baseWords(text)}</span>
              <span className="flex">
                <IconButton
                  label={`Edit the profile ${name}`}
                  icon={Pencil}
                  disabled={edited !== null}
                  onClick={() => edit(index)}
                />
                <IconButton
                  label={`Leave out the profile ${name}`}
                  icon={Trash2}
                  disabled={edited !== null}
                  onClick={() => onChange(others.filter((other) => other.name !== name))}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      {edited === null ? (
        <Button
          size="s"
          icon={Plus}
          className="self-start"
          disabled={value.length >= MAX_CUSTOM_PROFILES}
          onClick={() => edit('new')}
        >
          Add a profile of your own
        </Button>
      ) : (
        <ProfileEditor
          text={edited === 'new' ? null : (value[edited]?.text ?? null)}
          taken={others.map(({ name }) => name)}
          onCancel={() => edit(null)}
          onDone={(profile) => {
            onChange(
              edited === 'new'
                ? [...value, profile]
                : value.map((old, index) => (index === edited ? profile : old)),
            )
            edit(null)
          }}
        />
      )}
    </div>
  )
}

/** `from truck`, where it says so. */
function baseWords(text: string): string {
  const found = /"extends"\s*:\s*"([a-z0-9-]+)"/.exec(text)
  return found?.[1] === undefined ? '' : `from ${found[1]}`
}
