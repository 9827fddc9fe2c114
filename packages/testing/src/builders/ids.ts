import { randomUUID } from 'node:crypto'
import type { Id } from '@cartage/domain'

/** A fresh id of whatever entity the place asks for. */
export const anId = <Entity extends string>(): Id<Entity> => randomUUID() as Id<Entity>
