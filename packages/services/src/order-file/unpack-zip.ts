import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { invalid } from '@cartage/domain'

const inflate = promisify(inflateRaw)

/** What an archive may hold before it counts as an attack (ASVS 5.2.3). */
export const archiveLimits = { unpackedBytes: 200 * 1024 * 1024, ratio: 100, entries: 1_000 } as const

interface Entry {
  readonly name: string
  readonly method: number
  readonly packedBytes: number
  readonly offset: number
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const LINK = 0xa000

const refuse = (fileName: string, why: string) => invalid(`${fileName} was refused: ${why}.`, 'file')
const broken = (fileName: string) =>
  invalid(
    `${fileName} is a damaged or incomplete archive. Save it again from the spreadsheet program.`,
    'file',
  )

/**
 * Unpacks the wanted entries of a zip archive in memory. Every entry is judged before any is unpacked (count, name,
 * link, encryption), and each is counted while it is unpacked, whatever the archive claims of its size: more than
 * {@link archiveLimits} and the whole archive is refused. Nothing is written to disk.
 */
export async function unpackZip(
  archive: Uint8Array,
  fileName: string,
  isWanted: (name: string) => boolean,
): Promise<Map<string, Uint8Array>> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.length)
  const entries = directoryOf(bytes, fileName)
  assertApart(entries, bytes.length, fileName)
  const files = new Map<string, Uint8Array>()
  let budget: number = archiveLimits.unpackedBytes
  for (const entry of entries) {
    // An entry nobody asked for is unpacked too, only to be measured: a bomb is refused wherever it lies.
    const content = await unpackEntry(bytes, entry, budget, fileName)
    budget -= content.length
    if (isWanted(entry.name)) {
      files.set(entry.name, content)
    }
  }
  return files
}

const directoryOf = (bytes: Buffer, fileName: string): Entry[] => {
  const end = findEnd(bytes)
  if (end === undefined) {
    throw broken(fileName)
  }
  const count = bytes.readUInt16LE(end + 10)
  if (count > archiveLimits.entries) {
    throw refuse(fileName, `it holds ${count} files; at most ${archiveLimits.entries} are read`)
  }
  const entries: Entry[] = []
  const names = new Set<string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      throw broken(fileName)
    }
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    assertHarmless(name, bytes.readUInt32LE(at + 38) >>> 16, fileName)
    if (names.has(name)) {
      throw refuse(fileName, `it holds "${name}" twice`)
    }
    names.add(name)
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) {
      throw refuse(fileName, 'it is protected by a password; save it without one')
    }
    entries.push({
      name,
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** The end record lies in the last 64 KiB, behind a comment of any length up to that. */
const findEnd = (bytes: Buffer): number | undefined => {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at -= 1) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) {
      return at
    }
  }
  return undefined
}

const assertHarmless = (name: string, mode: number, fileName: string): void => {
  const path = name.replaceAll('\\', '/')
  if (path.startsWith('/') || path.includes(':') || path.includes('\0') || path.split('/').includes('..')) {
    throw refuse(
      fileName,
      `it holds a file that would lie outside of it (${JSON.stringify(name.slice(0, 80))})`,
    )
  }
  if ((mode & 0xf000) === LINK) {
    throw refuse(fileName, `it holds a link (${JSON.stringify(name.slice(0, 80))})`)
  }
}

/** Entries that share bytes are how a small archive claims to be a huge one (Fifield, "A better zip bomb", 2019). */
const assertApart = (entries: readonly Entry[], length: number, fileName: string): void => {
  let end = 0
  for (const { offset, packedBytes } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end || offset + 30 + packedBytes > length) {
      throw broken(fileName)
    }
    end = offset + 30 + packedBytes
  }
}

const unpackEntry = async (
  bytes: Buffer,
  entry: Entry,
  budget: number,
  fileName: string,
): Promise<Uint8Array> => {
  if (bytes.readUInt32LE(entry.offset) !== LOCAL_HEADER) {
    throw broken(fileName)
  }
  const start =
    entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28)
  const packed = bytes.subarray(start, start + entry.packedBytes)
  if (packed.length !== entry.packedBytes) {
    throw broken(fileName)
  }
  if (entry.method === 0) {
    if (packed.length > budget) {
      throw tooLarge(fileName)
    }
    return packed
  }
  if (entry.method !== 8) {
    throw refuse(fileName, `it is packed in a way that spreadsheets do not use (method ${entry.method})`)
  }
  const most = packed.length * archiveLimits.ratio
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, Math.min(budget, most)) })
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw broken(fileName)
    }
    throw most < budget
      ? refuse(fileName, `a part of it unpacks to more than ${archiveLimits.ratio} times its size`)
      : tooLarge(fileName)
  }
}

const tooLarge = (fileName: string) =>
  refuse(fileName, `it unpacks to more than ${archiveLimits.unpackedBytes / 1024 / 1024} MiB`)
