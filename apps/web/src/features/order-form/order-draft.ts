import {
  DEFAULT_PRIORITY,
  DEFAULT_SERVICE_S,
  readWindow,
  type Order,
  type OrderKind,
  type TimeWindow,
} from '@cartage/domain'
import type { Inputs } from '../../api/trpc.ts'
import { loadLines, loadOf, type LoadLine } from '../fleet/load-field.tsx'
import type { PlaceDraft } from '../place/place-field.tsx'

/** An order while it is typed: texts may be incomplete, numbers missing. */
export interface OrderDraft {
  readonly id: string
  readonly reference: string
  readonly kind: OrderKind
  readonly date: string
  readonly place: PlaceDraft
  readonly windows: readonly TimeWindow[]
  readonly serviceMinutes: number | null
  readonly load: readonly LoadLine[]
  readonly skills: readonly string[]
  readonly priority: number
  readonly name: string
  readonly company: string
  readonly phone: string
  readonly email: string
  readonly notes: string
}

/** An empty draft for a day, with the dimensions that the fleet counts. */
export function newOrderDraft(id: string, date: string, dimensions: readonly string[]): OrderDraft {
  return {
    id,
    reference: '',
    kind: 'delivery',
    date,
    place: { address: '', place: null },
    windows: [],
    serviceMinutes: DEFAULT_SERVICE_S / 60,
    load: loadLines({}, dimensions),
    skills: [],
    priority: DEFAULT_PRIORITY,
    name: '',
    company: '',
    phone: '',
    email: '',
    notes: '',
  }
}

/** The draft of an order that exists. */
export function draftOfOrder(order: Order, dimensions: readonly string[]): OrderDraft {
  return {
    id: order.id,
    reference: order.reference,
    kind: order.kind,
    date: order.date,
    place: { address: order.place.address, place: order.place },
    windows: order.windows,
    serviceMinutes: order.serviceS / 60,
    load: loadLines(order.load, dimensions),
    skills: order.skills,
    priority: order.priority,
    name: order.contact.name ?? '',
    company: order.contact.company ?? '',
    phone: order.contact.phone ?? '',
    email: order.contact.email ?? '',
    notes: order.notes,
  }
}

export type OrderProblem = Readonly<
  Partial<Record<'reference' | 'place' | 'windows' | 'service' | 'email' | 'date', string>>
>

const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text)

/** What keeps the draft from being saved, by field, each with what to do; empty when nothing does. */
export function orderProblems(draft: OrderDraft): OrderProblem {
  const badWindow = draft.windows.find(({ from, to }) => !isTime(from) || !isTime(to))
  const [senseless] = draft.windows.flatMap(({ from, to }) => {
    if (!isTime(from) || !isTime(to)) return []
    const reading = readWindow(from, to)
    return 'message' in reading ? [reading.message] : []
  })
  return {
    ...(draft.reference.trim() === '' ? { reference: 'Every order needs a reference, such as A-1042.' } : {}),
    ...(draft.date === '' ? { date: 'Choose the day.' } : {}),
    ...(draft.place.place === null ? { place: 'Choose a result, or press on the map to set the pin.' } : {}),
    ...(badWindow !== undefined
      ? { windows: 'Write both times, such as 08:00 and 12:00.' }
      : senseless !== undefined
        ? { windows: senseless }
        : {}),
    ...(draft.serviceMinutes === null || draft.serviceMinutes < 0 || draft.serviceMinutes > 1_440
      ? { service: 'Minutes from 0 to 1440.' }
      : {}),
    ...(draft.email === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email)
      ? {}
      : { email: 'This is not an e-mail address.' }),
  }
}

type OrderFields = Omit<Inputs['orders']['create'], 'id' | 'depotId' | 'custom'>

/** The fields to send; null while something is missing. */
export function orderFieldsOf(draft: OrderDraft): OrderFields | null {
  const { place } = draft.place
  if (place === null || draft.serviceMinutes === null || Object.keys(orderProblems(draft)).length > 0)
    return null
  const contact = {
    name: draft.name.trim(),
    company: draft.company.trim(),
    phone: draft.phone.trim(),
    email: draft.email.trim(),
  }
  return {
    reference: draft.reference.trim(),
    kind: draft.kind,
    date: draft.date,
    place: { ...place, address: draft.place.address.trim() },
    windows: draft.windows.flatMap(({ from, to }) => {
      const reading = readWindow(from, to)
      return 'window' in reading ? [reading.window] : []
    }),
    serviceS: Math.round(draft.serviceMinutes * 60),
    load: { ...loadOf(draft.load) },
    skills: [...draft.skills],
    priority: draft.priority,
    contact: Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== '')),
    notes: draft.notes,
  }
}
