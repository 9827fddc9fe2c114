import { MAX_TRAFFIC_LENGTH, type RegionTraffic, type TrafficCheck } from '@cartage/domain'
import { toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { api } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import { JsonEditor } from './json-editor.tsx'
import { patternWords } from './traffic-words.ts'
import { useCheckedText } from './use-checked-text.ts'
import { refreshTraffic } from './use-traffic.ts'

export interface TrafficEditorProps {
  readonly region: string
  /** What the region has now. */
  readonly before: RegionTraffic | null
  readonly onClose: () => void
}

/** The traffic of a region as JSON, pasted, typed or from a file; says by field what is wrong while it is written. */
export function TrafficEditor({ region, before, onClose }: TrafficEditorProps): ReactNode {
  const [text, setText] = useState(before?.text ?? '')
  const { problems, sound } = useCheckedText<Extract<TrafficCheck, { kind: 'sound' }>>(text, {
    key: ['check-traffic', region],
    what: 'The traffic of a region',
    maxLength: MAX_TRAFFIC_LENGTH,
    ask: (settled) => api.traffic.check.mutate({ region, text: settled }),
  })
  const save = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => api.traffic.set.mutate({ region, text }),
    onSuccess: (saved) => {
      toast({ text: 'The traffic holds from now on', detail: patternWords(saved.patterns) })
      onClose()
    },
    onSettled: () => void refreshTraffic(),
  })
  return (
    <div className="flex flex-col gap-2">
      <JsonEditor
        label="Traffic"
        hint='JSON as "cartage roads --conditions" takes it: "timeZone", and in "traffic" 168 factors for each kind of road or area.'
        text={text}
        onText={setText}
        problems={problems}
        sound={sound && `${patternWords(sound.patterns)}, hours of ${sound.timeZone.replaceAll('_', ' ')}`}
        done={before === null ? 'Set the traffic' : 'Replace the traffic'}
        isBusy={save.isPending}
        onDone={() => save.mutate()}
        onCancel={onClose}
      />
      {save.isError ? <FormError error={toHumanError(save.error)} /> : null}
    </div>
  )
}
