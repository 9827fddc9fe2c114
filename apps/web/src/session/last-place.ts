import { Temporal } from 'temporal-polyfill'

/** The depot and day that the person looked at last; the depot also on the next visit to this device. */
export interface LastPlace {
  readonly depotId: string | null
  readonly date: string | null
}

const DEPOT_KEY = 'cartage.depot'

function storedDepot(): string | null {
  try {
    return localStorage.getItem(DEPOT_KEY)
  } catch {
    return null
  }
}

let place: LastPlace = { depotId: storedDepot(), date: null }

/** Where to go back to. The date lasts as long as the page: tomorrow begins with tomorrow. */
export const lastPlace = (): LastPlace => place

/** Keeps where the person is. */
export function rememberPlace(depotId: string, date: string): void {
  place = { depotId, date }
  try {
    localStorage.setItem(DEPOT_KEY, depotId)
  } catch {
    // Storage is blocked: the first depot is shown next time.
  }
}

/** The calendar day `days` after `date`. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}
