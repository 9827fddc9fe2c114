import { localTime, readWindow, type TimeWindow } from '@cartage/domain'
import { Button, IconButton, TimeInput } from '@cartage/ui'
import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'

export interface WindowsFieldProps {
  readonly windows: readonly TimeWindow[]
  readonly onChange: (windows: readonly TimeWindow[]) => void
  readonly error?: string | undefined
}

const isTime = (text: string): boolean => localTime.safeParse(text).success

/** The times at which the customer takes the delivery; any of them will do, none means all day. */
export function WindowsField({ windows, onChange, error }: WindowsFieldProps): ReactNode {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-12 font-strong text-ink-2">Time windows</legend>
      {windows.length === 0 ? <p className="text-13 text-ink-3">Any time of the shift.</p> : null}
      {windows.map((window, index) => (
        // Windows have no identity but their place in the list.
        <div key={index} className="flex items-center gap-1">
          <TimeInput
            aria-label={`Window ${index + 1} from`}
            value={window.from}
            onChange={(from) => {
              onChange(windows.with(index, { ...window, from }))
            }}
          />
          <span className="text-ink-3">–</span>
          <TimeInput
            aria-label={`Window ${index + 1} to`}
            placeholder="12:00"
            value={window.to}
            onChange={(to) => {
              onChange(windows.with(index, { ...window, to }))
            }}
          />
          <IconButton
            label={`Remove window ${index + 1}`}
            icon={X}
            size="s"
            onClick={() => {
              onChange(windows.toSpliced(index, 1))
            }}
          />
        </div>
      ))}
      {windows.some(({ from, to }) => isTime(from) && isTime(to) && readWindow(from, to).kind === 'night') ? (
        <p className="text-12 text-ink-3">Ends on the next day.</p>
      ) : null}
      {error === undefined ? null : (
        <p role="alert" className="text-12 text-late">
          {error}
        </p>
      )}
      {windows.length >= 8 ? null : (
        <Button
          variant="quiet"
          size="s"
          icon={Plus}
          className="self-start"
          onClick={() => {
            onChange([...windows, { from: '', to: '' }])
          }}
        >
          Add a window
        </Button>
      )}
    </fieldset>
  )
}
