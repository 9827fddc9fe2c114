import { type CustomProfile, MAX_PROFILE_LENGTH, type ProfileCheck } from '@cartage/domain'
import { useState, type ReactNode } from 'react'
import { api } from '../../api/trpc.ts'
import { JsonEditor } from './json-editor.tsx'
import { useCheckedText } from './use-checked-text.ts'

export interface ProfileEditorProps {
  /** What to begin with; an example for a new one. */
  readonly text: string | null
  /** Names of the region's other profiles. */
  readonly taken: readonly string[]
  readonly onCancel: () => void
  readonly onDone: (profile: CustomProfile) => void
}

const example = `{
  "extends": "truck",
  "name": "tall-truck",
  "vehicle": { "weightT": 26, "heightM": 4 }
}
`

/** A profile as JSON, pasted, typed or from a file; says by field what is wrong while it is written. */
export function ProfileEditor({ text: before, taken, onCancel, onDone }: ProfileEditorProps): ReactNode {
  const [text, setText] = useState(before ?? example)
  const checked = useCheckedText<Extract<ProfileCheck, { kind: 'sound' }>>(text, {
    key: ['check-profile'],
    what: 'A profile',
    maxLength: MAX_PROFILE_LENGTH,
    ask: (settled) => api.regions.checkProfile.mutate({ text: settled }),
  })
  const isTaken = checked.sound !== null && taken.includes(checked.sound.name)
  const sound = isTaken ? null : checked.sound
  return (
    <JsonEditor
      label={before === null ? 'Profile of your own' : 'Profile'}
      hint="JSON: what it extends (car, van, truck, bike or walk), a name of its own, and what differs."
      text={text}
      onText={setText}
      problems={
        isTaken
          ? [`The region has a profile ${checked.sound?.name} already. Give this one another "name".`]
          : checked.problems
      }
      sound={sound && (sound.base === null ? sound.name : `${sound.name}, made from ${sound.base}`)}
      done={before === null ? 'Add the profile' : 'Keep the change'}
      onDone={() => {
        if (sound !== null) onDone({ name: sound.name, text: text.trim() })
      }}
      onCancel={onCancel}
      className="rounded-m border border-line bg-well p-3"
    />
  )
}
