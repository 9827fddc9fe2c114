import { type Closure, closureId, type ClosureRoad, type RegionSummary } from '@cartage/domain'
import { Button, Field, Input, NumberInput, Segmented, Select } from '@cartage/ui'
import { Check, Crosshair, PenLine, Undo2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { newId } from '../../api/new-id.ts'
import { FormError } from '../../session/form-error.tsx'
import { contentOf, hasFactor, isInOrder, wordsOf, type ClosureWords } from './closure-draft.ts'
import { directionWords } from './closure-words.ts'
import type { ClosureDraft } from './region-scene.ts'
import { RouteEndField } from './route-end-field.tsx'
import type { DraftState } from './use-closure-draft.ts'
import { useSaveClosure } from './use-closures.ts'

export interface ClosureFormProps {
  readonly region: RegionSummary
  readonly draft: ClosureDraft
  readonly drawing: DraftState
  readonly onCancel: () => void
  readonly onDone: (closure: Closure) => void
  /** Somebody else changed the closure: begin anew with what is there now. */
  readonly onReload: () => void
}

/** A closure, new or changed: where, what it does, when and why. The map takes the where. */
export function ClosureForm({
  region,
  draft,
  drawing,
  onCancel,
  onDone,
  onReload,
}: ClosureFormProps): ReactNode {
  const { edited } = drawing
  const [id] = useState(() => closureId.parse(newId()))
  const [words, setWords] = useState(() => wordsOf(edited))
  const save = useSaveClosure({ region, edited, onDone })
  const set = (fields: Partial<ClosureWords>): void => setWords({ ...words, ...fields })
  const content = contentOf(draft, words, edited)
  const failure = save.isError ? toHumanError(save.error) : null
  return (
    <form
      noValidate
      aria-label={edited === null ? 'New closure' : 'Closure'}
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        if (content !== null) save.mutate({ id, content })
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
          onChange={drawing.choose}
          className="self-start"
        />
        {draft.kind === 'area' ? (
          <AreaSteps draft={draft} drawing={drawing} />
        ) : (
          <RoadSteps region={region} draft={draft} drawing={drawing} />
        )}
        <Segmented
          label="What it does"
          value={words.effect}
          options={[
            { value: 'closed', label: 'Closed' },
            { value: 'slower', label: 'Other speed' },
          ]}
          onChange={(effect) => set({ effect })}
          className="self-start"
        />
        {words.effect === 'slower' ? (
          <Field
            label="Speed there"
            hint="In per cent of the usual speed."
            error={hasFactor(words) ? null : 'Between 5 and 500 %.'}
          >
            {(control) => (
              <NumberInput
                {...control}
                value={words.percent}
                unit="%"
                onChange={(percent) => set({ percent })}
              />
            )}
          </Field>
        ) : null}
        <div className="flex flex-col gap-3">
          <Field label="From" hint="At once while empty.">
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={words.from}
                onChange={(event) => set({ from: event.target.value })}
              />
            )}
          </Field>
          <Field
            label="Until"
            hint="Until deleted while empty."
            error={isInOrder(words) ? null : 'It must end after it begins.'}
          >
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={words.until}
                onChange={(event) => set({ until: event.target.value })}
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
              value={words.reason}
              maxLength={200}
              placeholder="Works on the bridge"
              onChange={(event) => set({ reason: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
        {failure === null ? null : (
          <div className="basis-full">
            <FormError error={failure} />
          </div>
        )}
        {failure?.reason === 'VERSION' ? <Button onClick={onReload}>Show what is there now</Button> : null}
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={content === null} isBusy={save.isPending}>
          {edited !== null ? 'Save' : words.effect === 'closed' ? 'Close the roads' : 'Change the speed'}
        </Button>
      </div>
    </form>
  )
}

function AreaSteps({
  draft,
  drawing,
}: {
  readonly draft: ClosureDraft
  readonly drawing: DraftState
}): ReactNode {
  const count = draft.corners.length
  return (
    <div className="flex flex-col gap-2">
      <p aria-live="polite" className="text-13 text-pretty text-ink-2">
        {draft.isClosed
          ? `The area has ${count} corners. Drag them on the map to move them.`
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
        {draft.isClosed ? (
          <Button size="s" variant="quiet" icon={PenLine} onClick={drawing.clearCorners}>
            Draw anew
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function RoadSteps({
  region,
  draft: { road, direction },
  drawing,
}: {
  readonly region: RegionSummary
  readonly draft: ClosureDraft
  readonly drawing: DraftState
}): ReactNode {
  const stretch = road?.stretch ?? null
  const words = (way: ClosureRoad['direction'], fallback: string): string =>
    stretch === null ? fallback : capital(directionWords(stretch, way))
  return (
    <div className="flex flex-col gap-3">
      <p className="text-13 text-pretty text-ink-2">
        Press on the road, or type an address on it: the stretch between its two junctions is meant.
      </p>
      <RouteEndField label="Road" region={region.name} near={null} point={road} onChange={drawing.pickRoad} />
      {drawing.problem === null ? null : (
        <p role="alert" className="text-12 text-late">
          {drawing.problem}
        </p>
      )}
      <Field
        label="Direction"
        hint={direction === 'both' ? undefined : 'The arrows on the map show the direction that is meant.'}
      >
        {(control) => (
          <Select
            {...control}
            disabled={road === null}
            value={direction}
            options={[
              { value: 'both', label: 'Both directions' },
              { value: 'along', label: words('along', 'As the road is drawn, only') },
              { value: 'against', label: words('against', 'Against that, only') },
            ]}
            onChange={drawing.turn}
          />
        )}
      </Field>
    </div>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
