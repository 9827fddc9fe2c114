import type { Depot, Order } from '@cartage/domain'
import {
  Button,
  Field,
  Input,
  Notice,
  NumberInput,
  Segmented,
  Select,
  TagInput,
  Textarea,
  toast,
} from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { newId } from '../../api/new-id.ts'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { draftsOf } from '../../session/drafts.ts'
import { FormError } from '../../session/form-error.tsx'
import { showFirstProblem } from '../../session/show-first-problem.ts'
import { LoadField } from '../fleet/load-field.tsx'
import { useFleetVocabulary } from '../fleet/fleet-vocabulary.ts'
import { PlaceField } from '../place/place-field.tsx'
import { draftOfOrder, newOrderDraft, orderFieldsOf, orderProblems, type OrderDraft } from './order-draft.ts'
import { WindowsField } from './windows-field.tsx'

const useOrderDraft = draftsOf<OrderDraft>()

const priorities = [
  { value: '25', label: 'Low' },
  { value: '50', label: 'Medium' },
  { value: '75', label: 'High' },
  { value: '100', label: 'Critical' },
] as const

export interface OrderFormProps {
  readonly depot: Depot
  readonly date: string
  /** The order to change; null adds one. */
  readonly order: Order | null
  readonly onDone: (order: Order) => void
  readonly onCancel: () => void
  /** Somebody else changed the order: read it again and begin anew. */
  readonly onReload: () => void
}

/** Everything a person can set on an order. What was typed is kept when the form is closed without saving. */
export function OrderForm({
  depot,
  date,
  order: orderNow,
  onDone,
  onCancel,
  onReload,
}: OrderFormProps): ReactNode {
  // The order as it was when the form opened: a change by somebody else must not slip under what is typed here.
  const [order] = useState(orderNow)
  const vocabulary = useFleetVocabulary(depot.id)
  const draft = useOrderDraft(
    order === null ? `new ${depot.id} ${date}` : `${order.id} ${order.version}`,
    () =>
      order === null
        ? newOrderDraft(newId(), date, vocabulary.dimensions)
        : draftOfOrder(order, vocabulary.dimensions),
  )
  const [isTried, setIsTried] = useState(false)
  const { value } = draft
  const problems = isTried ? orderProblems(value) : {}
  const save = useMutation({
    meta: { isErrorShown: true },
    mutationFn: (fields: NonNullable<ReturnType<typeof orderFieldsOf>>) =>
      order === null
        ? api.orders.create.mutate({ id: value.id, depotId: depot.id, custom: {}, ...fields })
        : api.orders.update.mutate({ id: order.id, version: order.version, ...fields }),
    onSuccess: (saved) => {
      draft.clear()
      void queryClient.invalidateQueries(trpc.orders.pathFilter())
      toast({
        text: order === null ? `Added ${saved.reference}` : `Saved ${saved.reference}`,
        undo: async () => {
          if (order === null) await api.orders.remove.mutate({ ids: [saved.id] })
          else {
            const before = orderFieldsOf(draftOfOrder(order, []))
            if (before !== null)
              await api.orders.update.mutate({ id: order.id, version: saved.version, ...before })
          }
          await queryClient.invalidateQueries(trpc.orders.pathFilter())
        },
      })
      onDone(saved)
    },
  })
  const failure = save.isError ? toHumanError(save.error) : null
  const set = (fields: Partial<OrderDraft>): void => {
    draft.set({ ...value, ...fields })
    // What is being mended is no longer wrong.
    if (failure?.field !== undefined) save.reset()
  }
  return (
    <form
      noValidate
      className="flex min-h-full flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        const fields = orderFieldsOf(value)
        if (fields === null) showFirstProblem(event.currentTarget)
        else save.mutate(fields)
      }}
    >
      {draft.isRestored ? (
        <Notice
          meaning="info"
          title="What you typed before is still here."
          actions={
            <Button size="s" onClick={draft.clear}>
              Start over
            </Button>
          }
        />
      ) : null}
      <div className="grid grid-cols-2 gap-3">
        <Field
          label="Reference"
          error={problems.reference ?? (failure?.field === 'reference' ? failure.message : null)}
        >
          {(control) => (
            <Input
              {...control}
              value={value.reference}
              maxLength={80}
              placeholder="A-1042"
              onChange={(event) => {
                set({ reference: event.target.value })
              }}
            />
          )}
        </Field>
        <Field label="Day" error={problems.date}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={value.date}
              onChange={(event) => {
                set({ date: event.target.value })
              }}
            />
          )}
        </Field>
      </div>
      <Segmented
        label="Kind"
        value={value.kind}
        options={[
          { value: 'delivery', label: 'Delivery' },
          { value: 'pickup', label: 'Pickup' },
          { value: 'service', label: 'Service visit' },
        ]}
        onChange={(kind) => {
          set({ kind })
        }}
        className="self-start"
      />
      <PlaceField
        region={depot.region}
        near={depot}
        value={value.place}
        error={problems.place ?? (failure?.field?.startsWith('place') === true ? failure.message : null)}
        onChange={(place) => {
          set({ place })
        }}
      />
      <WindowsField
        windows={value.windows}
        error={problems.windows}
        onChange={(windows) => {
          set({ windows })
        }}
      />
      <div className="grid grid-cols-2 gap-3">
        <Field label="Time at the door" error={problems.service}>
          {(control) => (
            <NumberInput
              {...control}
              unit="min"
              value={value.serviceMinutes}
              onChange={(serviceMinutes) => {
                set({ serviceMinutes })
              }}
            />
          )}
        </Field>
        <Field label="Priority" hint="When not all fit.">
          {(control) => (
            <Select
              {...control}
              value={String(value.priority)}
              options={
                priorities.some((option) => option.value === String(value.priority))
                  ? [...priorities]
                  : [...priorities, { value: String(value.priority), label: String(value.priority) }]
              }
              onChange={(priority) => {
                set({ priority: Number(priority) })
              }}
            />
          )}
        </Field>
      </div>
      <LoadField
        label="Load"
        lines={value.load}
        onChange={(load) => {
          set({ load })
        }}
      />
      <Field label="Needs" isOptional hint="Skills that the vehicle or driver must have.">
        {(control) => (
          <TagInput
            {...control}
            value={value.skills}
            suggestions={vocabulary.skills}
            placeholder="such as lift, cold"
            onChange={(skills) => {
              set({ skills })
            }}
          />
        )}
      </Field>
      <fieldset className="grid grid-cols-2 gap-3">
        <legend className="mb-2 text-13 font-strong">Contact</legend>
        {(
          [
            ['name', 'Name', 'name'],
            ['company', 'Company', 'organization'],
            ['phone', 'Phone', 'tel'],
            ['email', 'E-mail', 'email'],
          ] as const
        ).map(([key, label, type]) => (
          <Field key={key} label={label} error={key === 'email' ? problems.email : null}>
            {(control) => (
              <Input
                {...control}
                type={type === 'tel' || type === 'email' ? type : 'text'}
                autoComplete="off"
                value={value[key]}
                onChange={(event) => {
                  set({ [key]: event.target.value })
                }}
              />
            )}
          </Field>
        ))}
      </fieldset>
      <Field label="Notes for the driver" isOptional>
        {(control) => (
          <Textarea
            {...control}
            maxLength={2_000}
            value={value.notes}
            onChange={(event) => {
              set({ notes: event.target.value })
            }}
          />
        )}
      </Field>
      <div className="sticky -bottom-4 z-10 mt-auto -mx-5 -mb-4 flex flex-wrap justify-end gap-2 border-t border-line bg-paper px-5 py-3">
        {failure === null ? null : (
          <div className="basis-full">
            <FormError error={failure} />
          </div>
        )}
        {failure?.code.startsWith('CONFLICT') === true && failure.field === undefined && order !== null ? (
          <Button onClick={onReload}>Show what is there now</Button>
        ) : null}
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" isBusy={save.isPending}>
          {order === null ? 'Add the order' : 'Save'}
        </Button>
      </div>
    </form>
  )
}
