import type { Line, Measure } from '../region/types.ts'

/** A part of a leg between two things that a driver has to do: the maneuver at its start, and the road up to the next one. */
export interface Step extends Measure {
  readonly geometry: Line
  /** Of the road that follows the maneuver; in a roundabout, of the road taken out of it. Empty where it has none. */
  readonly name: string
  /** Numbers of the road, as `N 12;IC 1`. */
  readonly ref: string
  /** OpenStreetMap `highway` value, or `ferry`. */
  readonly roadClass: string
  /** Side on which traffic keeps. */
  readonly drivingSide: 'left' | 'right'
  readonly maneuver: Maneuver
}

/** What to do, in the words of OSRM's HTTP API v1. */
export interface Maneuver {
  readonly type: ManeuverType
  /** Absent where a direction says nothing: at most departures. On arrival the side of the road on which the place lies. */
  readonly modifier?: Modifier | undefined
  /** `[lon, lat]`. */
  readonly location: readonly [lon: number, lat: number]
  /** Whole degrees clockwise from north, 0 to 359; 0 before a departure and after an arrival. */
  readonly bearingBeforeDeg: number
  readonly bearingAfterDeg: number
  /** In roundabouts: which exit to take, from 1. Absent where the leg ends inside. */
  readonly exit?: number | undefined
  /** What a rotary is called. */
  readonly rotaryName?: string | undefined
}

export const maneuverTypes = [
  'depart',
  'turn',
  'new name',
  'continue',
  'merge',
  'on ramp',
  'off ramp',
  'fork',
  'end of road',
  'roundabout',
  'exit roundabout',
  'rotary',
  'exit rotary',
  'arrive',
] as const

export type ManeuverType = (typeof maneuverTypes)[number]

export const modifiers = [
  'uturn',
  'sharp right',
  'right',
  'slight right',
  'straight',
  'slight left',
  'left',
  'sharp left',
] as const

export type Modifier = (typeof modifiers)[number]
