import type { AnswerHead } from '../query-threads.ts'

export const jsonType = 'application/json; charset=UTF-8'

/** Where an answer goes, from a thread to the client. */
export interface AnswerSink {
  /** Once, before the first bytes and after the last reason to refuse. */
  head(head: AnswerHead): void
  /** Takes the bytes away; waits while the client is slow, and throws when it has gone. */
  write(bytes: Uint8Array<ArrayBuffer>): void
  /** Throws when the client has gone. */
  checkCancelled(): void
}
