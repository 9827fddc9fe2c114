import {
  MAX_TRAFFIC_LENGTH,
  type RegionSummary,
  type RegionTraffic,
  type TrafficCheck,
} from '@cartage/domain'
import { Dialog, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { api } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import { JsonEditor } from './json-editor.tsx'
import { patternWords } from './traffic-words.ts'
import { useCheckedText } from './use-checked-text.ts'
import { refreshTraffic, useTraffic } from './use-traffic.ts'

/** Gives a region its traffic, or other traffic than it has. */
export function EditTraffic({
  region,
  onClose,
}: {
  readonly region: RegionSummary
  readonly onClose: () => void
}): ReactNode {
  const traffic = useTraffic(region.name).data?.traffic
  return (
    <Dialog title={`Traffic of ${region.title}`} isOpen onClose={onClose}>
      {traffic === undefined ? null : (
        <TrafficEditor region={region.name} before={traffic} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface TrafficEditorProps {
  readonly region: string
  /** What the region has now. */
  readonly before: RegionTraffic | null
  readonly onClose: () => void
}

/** The file of factors, pasted, typed or from the computer; says by field what is wrong while it is written. */
function TrafficEditor({ region, before, onClose }: TrafficEditorProps): ReactNode {
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
