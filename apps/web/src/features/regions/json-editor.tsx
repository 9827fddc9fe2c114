import { Button, classNames, Field, Textarea } from '@cartage/ui'
import { CircleAlert, CircleCheck, FileUp } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { chooseFile } from '../fleet/choose-file.ts'

export interface JsonEditorProps {
  readonly label: string
  readonly hint: string
  readonly text: string
  readonly onText: (text: string) => void
  /** Everything that is wrong with the text. */
  readonly problems: readonly string[]
  /** What the text comes to; null while it is wrong or not looked at yet. */
  readonly sound: string | null
  /** What the main button says. */
  readonly done: string
  readonly isBusy?: boolean
  readonly onDone: () => void
  readonly onCancel: () => void
  readonly className?: string
}

/** A file of JSON that is typed, pasted or read from the computer, with what is wrong in it. */
export function JsonEditor(props: JsonEditorProps): ReactNode {
  const { label, hint, text, onText, problems, sound } = props
  const statusId = useId()
  return (
    <div className={classNames('flex flex-col gap-2', props.className)}>
      <Field label={label} hint={hint}>
        {(control) => (
          <Textarea
            {...control}
            rows={6}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problems.length > 0 ? true : undefined}
            aria-describedby={`${control['aria-describedby'] ?? ''} ${statusId}`}
            className="max-h-64 min-h-24 font-mono text-12"
            value={text}
            onChange={(event) => onText(event.target.value)}
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
            {sound}
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
                if (content !== undefined) onText(content)
              })
          }}
        >
          From a file
        </Button>
        <Button size="s" onClick={props.onCancel}>
          Cancel
        </Button>
        <Button
          size="s"
          variant="primary"
          disabled={sound === null}
          isBusy={props.isBusy ?? false}
          onClick={props.onDone}
        >
          {props.done}
        </Button>
      </div>
    </div>
  )
}
