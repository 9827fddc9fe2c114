import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, link, open, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { CartageError, conflict } from '@cartage/domain'
import { decodeFrames, encodeFrames, type Frame } from './frames.ts'

/** The first line of a backup; the number changes when older releases could not read it. */
const MARK = 'cartage-backup '
const FORMAT = 1
const FIRST_LINE = Buffer.from(`${MARK}${FORMAT}\n`)
const SUM_BYTES = 32
/** Rows compress well enough at this level, and three times as fast as at the usual one. */
const LEVEL = 3

/**
 * Writes a backup: a line with the format, the frames compressed, and the SHA-256 of all that. The file takes its name when it is whole
 * and on the disk; only its owner can read it. CONFLICT when the name is taken.
 */
export async function writeBackupFile(file: string, frames: AsyncIterable<Frame>): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.part`
  try {
    await pipeline(
      Readable.from(encodeFrames(frames)),
      createGzip({ level: LEVEL }),
      withSum,
      createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
    )
    await link(draft, file)
  } catch (error) {
    if (hasCode(error, 'EEXIST'))
      throw conflict(`${file} is there already. Name another file.`, 'FILE_EXISTS')
    if (hasCode(error, 'ENOENT') || hasCode(error, 'EACCES')) throw unusable(file, 'cannot be written', error)
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function* withSum(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256').update(FIRST_LINE)
  yield FIRST_LINE
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
  yield hash.digest()
}

export interface BackupFile extends AsyncDisposable {
  readonly frames: AsyncGenerator<Frame>
}

/**
 * Opens a backup after reading all of it once: what is handed out is what was written. Throws INVALID for a file that is none, was
 * made by a newer release, or is not as it was written.
 */
export async function openBackupFile(file: string): Promise<BackupFile> {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw unusable(file, hasCode(cause, 'ENOENT') ? 'is not there' : 'cannot be read', cause)
  })
  try {
    const end = await check(file, handle)
    const stream = handle.createReadStream({ start: FIRST_LINE.length, end: end - 1, autoClose: false })
    const unpacked = stream.pipe(createGunzip())
    stream.once('error', (error) => unpacked.destroy(error))
    return {
      frames: decodeFrames(unpacked),
      async [Symbol.asyncDispose]() {
        stream.destroy()
        unpacked.destroy()
        await handle.close()
      },
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Answers where the frames end. */
async function check(file: string, handle: FileHandle): Promise<number> {
  const { size } = await handle.stat()
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(FIRST_LINE.length + 8), 0, undefined, 0)
  const [line = ''] = buffer.toString('latin1', 0, bytesRead).split('\n', 1)
  if (!line.startsWith(MARK)) throw unusable(file, 'is no backup of Cartage')
  const format = Number(line.slice(MARK.length))
  if (Number.isSafeInteger(format) && format > FORMAT) throw newer(file)
  if (line !== `${MARK}${FORMAT}`) throw damaged(file)
  const end = size - SUM_BYTES
  if (end <= FIRST_LINE.length) throw damaged(file)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { end: end - 1 })) hash.update(chunk)
  const { buffer: sum } = await handle.read(Buffer.alloc(SUM_BYTES), 0, SUM_BYTES, end)
  if (!hash.digest().equals(sum)) throw damaged(file)
  return end
}

const unusable = (file: string, why: string, cause?: unknown): CartageError =>
  new CartageError('INVALID', `${file} ${why}.`, { reason: 'BACKUP_FILE', cause })

export const damaged = (file: string): CartageError =>
  unusable(file, 'is damaged or was cut off: its checksum does not fit. Take another copy of it')

export const newer = (file: string): CartageError =>
  unusable(file, 'was made by a newer release of Cartage. Restore it with that one')

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
