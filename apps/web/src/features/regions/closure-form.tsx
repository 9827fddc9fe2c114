import {
  type Closure,
  closureId,
  type ClosureArea,
  type ClosureRoad,
  type RegionSummary,
} from '@cartage/domain'
import { Button, Field, Input, NumberInput, Segmented, Select, toast } from '@cartage/ui'
import { Check, Crosshair, Undo2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { newId } from '../../api/new-id.ts'
import { FormError } from '../../session/form-error.tsx'
import { RouteEndField } from './route-end-field.tsx'
import type { ClosureDraft } from './region-scene.ts'
import type { DraftState } from './use-closure-draft.ts'
import { useCreateClosure } from './use-closures.ts'

export interface ClosureFormProps {
  readonly region: RegionSummary
  readonly draft: ClosureDraft
  readonly drawing: DraftState
  readonly onCancel: () => void
  readonly onDone: (closure: Closure) => void
}

/** A new closure: where, what it does, when and why. The map takes the where. */
export function ClosureForm({ region, draft, drawing, onCancel, onDone }: ClosureFormProps): ReactNode {
  const [id] = useState(() => closureId.parse(newId()))
  const [effect, setEffect] = useState<'closed' | 'slower'>('closed')
  const [percent, setPercent] = useState<number | null>(50)
  const [direction, setDirection] = useState<ClosureRoad['direction']>('both')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const create = useCreateClosure((closure) => {
    toast({ text: effect === 'closed' ? 'Closed' : 'Speed changed', detail: reason.trim() })
    onDone(closure)
  })
  const place = placeOf(draft, direction)
  const hasOrder = from === '' || until === '' || from < until
  const hasFactor = effect === 'closed' || (percent !== null && percent >= 5 && percent <= 500)
  const isComplete = place !== null && hasOrder && hasFactor
  return (
    <form
      noValidate
      aria-label="New closure"
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isComplete) return
        create.mutate({
          id,
          region: region.name,
          ...place,
          factor: effect === 'closed' || percent === null ? null : percent / 100,
          from: from === '' ? null : new Date(from).toISOString(),
          until: until === '' ? null : new Date(until).toISOString(),
          reason,
        })
      }}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4">
        <Segmented
          label="Where"
          value={draft.kind}
          options={[
            { value: 'area', label: 'Draw an area' },
            { value: 'road', label: 'Pick a road' },
          ]}
          onChange={drawing.begin}
          className="self-start"
        />
        {draft.kind === 'area' ? (
          <AreaSteps draft={draft} drawing={drawing} />
        ) : (
          <RoadSteps
            region={region}
            draft={draft}
            drawing={drawing}
            direction={direction}
            onDirection={setDirection}
          />
        )}
        <Segmented
          label="What it does"
          value={effect}
          options={[
            { value: 'closed', label: 'Closed' },
            { value: 'slower', label: 'Other speed' },
          ]}
          onChange={setEffect}
          className="self-start"
        />
        {effect === 'slower' ? (
          <Field
            label="Speed there"
            hint="In per cent of the usual speed."
            error={hasFactor ? null : 'Between 5 and 500 %.'}
          >
            {(control) => <NumberInput {...control} value={percent} unit="%" onChange={setPercent} />}
          </Field>
        ) : null}
        <div className="flex flex-col gap-3">
          <Field label="From" hint="At once while empty.">
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={from}
                onChange={(event) => setFrom(event.target.value)}
              />
            )}
          </Field>
          <Field
            label="Until"
            hint="Until deleted while empty."
            error={hasOrder ? null : 'It must end after it begins.'}
          >
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={until}
                onChange={(event) => setUntil(event.target.value)}
              />
            )}
          </Field>
        </div>
        <p className="-mt-2 text-12 text-ink-3">
          Times of this computer ({Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll('_', ' ')}).
        </p>
        <Field label="Reason" isOptional>
          {(control) => (
            <Input
              {...control}
              value={reason}
              maxLength={200}
              placeholder="Works on the bridge"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {create.isError ? <FormError error={toHumanError(create.error)} /> : null}
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={!isComplete} isBusy={create.isPending}>
          {effect === 'closed' ? 'Close the roads' : 'Change the speed'}
        </Button>
      </div>
    </form>
  )
}

function AreaSteps({
  draft,
  drawing,
}: {
  readonly draft: ClosureDraft & { readonly kind: 'area' }
  readonly drawing: DraftState
}): ReactNode {
  const count = draft.corners.length
  return (
    <div className="flex flex-col gap-2">
      <p aria-live="polite" className="text-13 text-pretty text-ink-2">
        {draft.isClosed
          ? `The area has ${count} corners.`
          : count === 0
            ? 'Press on the map to set the corners of the area.'
            : count < 3
              ? `${count} ${count === 1 ? 'corner' : 'corners'}; an area needs three.`
              : `${count} corners. Press the first one again, or Finish.`}
      </p>
      <div className="flex flex-wrap gap-2">
        {draft.isClosed ? null : (
          <>
            <Button size="s" icon={Check} disabled={count < 3} onClick={drawing.finish}>
              Finish
            </Button>
            <Button size="s" icon={Crosshair} onClick={drawing.addCentre}>
              Corner at the cross
            </Button>
          </>
        )}
        <Button size="s" variant="quiet" icon={Undo2} disabled={count === 0} onClick={drawing.back}>
          {draft.isClosed ? 'Go on drawing' : 'Last corner'}
        </Button>
      </div>
    </div>
  )
}

function RoadSteps({
  region,
  draft,
  drawing,
  direction,
  onDirection,
}: {
  readonly region: RegionSummary
  readonly draft: ClosureDraft & { readonly kind: 'road' }
  readonly drawing: DraftState
  readonly direction: ClosureRoad['direction']
  readonly onDirection: (direction: ClosureRoad['direction']) => void
}): ReactNode {
  return (
    <div className="flex flex-col gap-2">
      <p className="text-13 text-pretty text-ink-2">
        Press on the road, or type an address on it: the stretch between its two junctions is meant.
      </p>
      <RouteEndField
        label="Road"
        region={region.name}
        near={null}
        point={draft.road}
        onChange={drawing.pickRoad}
      />
      {drawing.problem === null ? null : (
        <p role="alert" className="text-12 text-late">
          {drawing.problem}
        </p>
      )}
      <Field label="Direction">
        {(control) => (
          <Select
            {...control}
            value={direction}
            options={[
              { value: 'both', label: 'Both directions' },
              { value: 'along', label: 'As the way is drawn in OpenStreetMap' },
              { value: 'against', label: 'Against the way as it is drawn' },
            ]}
            onChange={onDirection}
          />
        )}
      </Field>
    </div>
  )
}

interface ClosurePlace {
  readonly area: ClosureArea | null
  readonly road: ClosureRoad | null
}

/** Where the closure is, once that was said. */
function placeOf(draft: ClosureDraft, direction: ClosureRoad['direction']): ClosurePlace | null {
  if (draft.kind === 'road') {
    return draft.road === null ? null : { area: null, road: { ...draft.road, direction } }
  }
  const [first] = draft.corners
  if (!draft.isClosed || first === undefined) return null
  return { area: { type: 'Polygon', coordinates: [[...draft.corners, first]] }, road: null }
}
