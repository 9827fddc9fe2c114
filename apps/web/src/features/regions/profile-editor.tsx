import { type CustomProfile, MAX_PROFILE_LENGTH } from '@cartage/domain'
import { Button, Field, Textarea } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, FileUp } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { api } from '../../api/trpc.ts'
import { useSettled } from '../day/use-settled.ts'
import { chooseFile } from '../fleet/choose-file.ts'

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
/** Typing goes on for this long before what was typed is looked at. Milliseconds. */
const PAUSE_MS = 300

/** A profile as JSON, pasted, typed or from a file; says by field what is wrong while it is written. */
export function ProfileEditor({ text: before, taken, onCancel, onDone }: ProfileEditorProps): ReactNode {
  const statusId = useId()
  const [text, setText] = useState(before ?? example)
  const settled = useSettled(text, PAUSE_MS)
  const isTooLong = text.trim().length > MAX_PROFILE_LENGTH
  const check = useQuery({
    queryKey: ['check-profile', settled],
    queryFn: () => api.regions.checkProfile.mutate({ text: settled }),
    enabled: settled.trim() !== '' && !isTooLong,
    staleTime: Infinity,
    retry: false,
    meta: { isErrorShown: true },
  })
  const found = text === settled && !isTooLong ? check.data : undefined
  const problems = isTooLong
    ? [
        `A profile has at most ${MAX_PROFILE_LENGTH.toLocaleString()} characters; this has ${text.trim().length.toLocaleString()}.`,
      ]
    : check.isError
      ? [toHumanError(check.error).message]
      : found?.kind === 'wrong'
        ? found.problems.map(({ message }) => message)
        : found?.kind === 'sound' && taken.includes(found.name)
          ? [`The region has a profile ${found.name} already. Give this one another "name".`]
          : []
  const sound = found?.kind === 'sound' && problems.length === 0 ? found : null
  return (
    <div className="flex flex-col gap-2 rounded-m border border-line bg-well p-3">
      <Field
        label={before === null ? 'Profile of your own' : 'Profile'}
        hint="JSON: what it extends (car, van, truck, bike or walk), a name of its own, and what differs."
      >
        {(control) => (
          <Textarea
            {...control}
            rows={6}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problems.length > 0 ? true : undefined}
            aria-describedby={`${control['aria-describedby'] ?? ''} ${statusId}`}
            className="max-h-64 font-mono text-12"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div id={statusId} aria-live="polite" className="flex min-h-5 flex-col gap-1 text-12">
        {problems.slice(0, 5).map((problem) => (
          <p key={problem} className="flex items-start gap-1 text-pretty break-words text-late">
            <CircleAlert aria-hidden size={14} className="mt-px shrink-0" />
            <span className="min-w-0">{problem}</span>
          </p>
        ))}
        {problems.length > 5 ? <p className="text-ink-3">and {problems.length - 5} more</p> : null}
        {sound === null ? null : (
          <p className="flex items-start gap-1 text-ink-2">
            <CircleCheck aria-hidden size={14} className="mt-px shrink-0 text-done" />
            {sound.name}
            {sound.base === null ? '' : `, made from ${sound.base}`}
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="s"
          variant="quiet"
          icon={FileUp}
          className="mr-auto"
          onClick={() => {
            void chooseFile('.json,application/json')
              .then((file) => file?.text())
              .then((content) => {
                if (content !== undefined) setText(content)
              })
          }}
        >
          From a file
        </Button>
        <Button size="s" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          size="s"
          variant="primary"
          disabled={sound === null}
          onClick={() => {
            if (sound !== null) onDone({ name: sound.name, text: text.trim() })
          }}
        >
          {before === null ? 'Add the profile' : 'Keep the change'}
        </Button>
      </div>
    </div>
  )
}
