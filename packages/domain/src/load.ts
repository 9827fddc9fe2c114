import { z } from 'zod'
import { textLine } from './text.ts'

/** The name of a load dimension, such as `weight_kg` or `parcels`. */
export const dimension = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,31}$/, 'Expected a name such as weight_kg: lower-case letters, digits and _.')

/** How much of each dimension something weighs, takes or holds. */
export const load = z
  .record(dimension, z.number().min(0).max(1_000_000))
  .refine((value) => Object.keys(value).length <= 8, 'At most 8 load dimensions.')
export type Load = Readonly<Record<string, number>>

/** A skill that an order needs and a vehicle or driver has. */
export const skill = textLine(40)
export const skills = z.array(skill).max(30).readonly()
