import type { z } from 'zod'

/** How a queue treats its jobs. */
export interface QueueSettings {
  /** Runs after the first one; each gets the next attempt number. */
  readonly retryLimit: number
  /** The longest one run may take, seconds. */
  readonly expireInS: number
  /** A job whose process has been silent this long goes to another one, seconds; at least 10. */
  readonly heartbeatS: number
}

/** A queue without its payload, for those who never look inside. */
export interface NamedQueue extends QueueSettings {
  readonly name: string
}

/** A named kind of work with a payload that is parsed on the way in and on the way out. */
export interface Queue<Payload> extends NamedQueue {
  readonly payload: z.ZodType<Payload>
}

const defaults: QueueSettings = { retryLimit: 2, expireInS: 3_600, heartbeatS: 15 }

/** Names a queue. The payload carries `organizationId` when the work touches a tenant's rows. */
export function defineQueue<Payload extends object>(
  name: string,
  payload: z.ZodType<Payload>,
  settings: Partial<QueueSettings> = {},
): Queue<Payload> {
  return { ...defaults, ...settings, name, payload }
}

/** The queue that takes what a queue has given up, so that somebody is told. */
export const givenUpName = (name: string): string => `${name}.given-up`
