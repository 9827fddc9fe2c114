import { damaged } from './backup-file.ts'
import type { Frame } from './frames.ts'
import type { Note } from './notes.ts'

export interface BackupReader {
  /** The next note, which has to be one of these. */
  next<Name extends Note['note']>(...names: readonly Name[]): Promise<Extract<Note, { note: Name }>>
  /** The bytes until the next note. */
  data(): AsyncGenerator<Buffer>
}

/** Reads the notes of a backup and the data between them, in order. */
export function createBackupReader(file: string, frames: AsyncGenerator<Frame>): BackupReader {
  let ahead: Frame | undefined
  const take = async (): Promise<Frame> => {
    const { value, done } = ahead === undefined ? await frames.next() : { value: ahead, done: false }
    ahead = undefined
    if (done === true || value === undefined) throw damaged(file)
    return value
  }
  return {
    async next(...names) {
      const frame = await take()
      const found = frame.kind === 'note' ? frame.note : undefined
      if (!isOneOf(found, names)) throw damaged(file)
      return found
    },
    async *data() {
      for (;;) {
        const frame = await take()
        if (frame.kind === 'note') {
          ahead = frame
          return
        }
        yield frame.data
      }
    },
  }
}

const isOneOf = <Name extends Note['note']>(
  note: Note | undefined,
  names: readonly Name[],
): note is Extract<Note, { note: Name }> => note !== undefined && names.some((name) => name === note.note)
