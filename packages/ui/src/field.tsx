import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** What a control inside a field must carry to be named and described by it. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong and how to mend it; marks the control as invalid. */
  readonly error?: string | null | undefined
  readonly isOptional?: boolean
  readonly className?: string
  readonly children: (control: FieldControl) => ReactNode
}

/** A label, a control, a hint and room for an error, tied together for assistive technology. */
export function Field({
  label,
  hint,
  error,
  isOptional = false,
  className,
  children,
}: FieldProps): ReactNode {
  const id = useId()
  const hasError = error !== undefined && error !== null && error !== ''
  const describedBy = hasError ? `${id}-error` : hint === undefined ? undefined : `${id}-hint`
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label
        htmlFor={id}
        className="flex items-baseline justify-between gap-2 text-12 font-strong text-ink-2"
      >
        {label}
        {isOptional ? <span className="font-regular text-ink-3">optional</span> : null}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': hasError ? true : undefined })}
      {hasError ? (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1 text-12 text-late">
          <CircleAlert aria-hidden size={14} className="mt-px shrink-0" />
          {error}
        </p>
      ) : hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-12 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}
