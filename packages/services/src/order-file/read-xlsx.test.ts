import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { CartageError } from '@cartage/domain'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { makeXlsx, xlsxParts } from '../../test/make-xlsx.ts'
import { readOrderFile } from './read-order-file.ts'
import { readXlsx } from './read-xlsx.ts'

const rows = [
  ['order no', 'date', 'from', 'to', 'weight', 'notes'],
  [
    'A-1',
    { value: 46_119, style: 1 as const },
    { value: 1 / 3, style: 2 as const },
    0.75,
    0.1 + 0.2,
    'R&D <b>',
  ],
  [null, null, null, null, null, null],
  ['A-2', { value: 46_119.5, style: 1 as const }, null, null, 12, '=1+1'],
]

describe('workbooks', () => {
  it('dates, times and numbers come as texts that the checks understand', async () => {
    const file = await readOrderFile(makeXlsx(rows), 'orders.xlsx')
    const read = []
    for await (const batch of file.rows) read.push(...batch)

    expect(file).toMatchObject({ encoding: 'XLSX', separator: '', header: rows[0] })
    expect(read).toEqual([
      { row: 2, cells: ['A-1', '2026-04-07', '08:00', '0.75', '0.3', 'R&D <b>'] },
      { row: 4, cells: ['A-2', '2026-04-07 12:00', '', '', '12', '=1+1'] },
    ])
  })

  it('reads what it is given whatever the file is called', async () => {
    const file = await readOrderFile(makeXlsx(rows), 'orders.csv')

    expect(file.encoding).toBe('XLSX')
  })
})

/** A zip archive made by hand, for what no library would write. */
const zipOf = (
  entries: readonly {
    name: string
    packed: Uint8Array
    method?: number
    mode?: number
    flags?: number
    at?: number
  }[],
  count = entries.length,
): Uint8Array => {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, packed, method = 8, mode = 0, flags = 0, at } of entries) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50)
    local.writeUInt16LE(method, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt16LE(method, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(10, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE((mode << 16) >>> 0, 38)
    entry.writeUInt32LE(at ?? offset, 42)
    directory.push(entry, Buffer.from(name))
    locals.push(local, Buffer.from(name), Buffer.from(packed))
    offset += 30 + name.length + packed.length
  }
  const size = Buffer.concat(directory).length
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...directory, end])
}

const zeros = (mebibytes: number): Uint8Array => deflateRawSync(Buffer.alloc(mebibytes * 1024 * 1024))
const block = Buffer.concat(
  Array.from({ length: 32 }, (_, at) => createHash('sha256').update(String(at)).digest()),
)
const noise = (kibibytes: number): Buffer => Buffer.concat(Array.from({ length: kibibytes }, () => block))
/** Twenty mebibytes that shrink to less than a fiftieth but not to a hundredth: noise and zeros in turn. */
const fair = (): Uint8Array =>
  deflateRawSync(
    Buffer.concat(
      Array.from({ length: 20_480 }, (_, at) =>
        Buffer.concat([
          createHash('sha256').update(String(at)).digest().subarray(0, 12),
          Buffer.alloc(1_012),
        ]),
      ),
    ),
  )
const sheet = (xml: string) => ({
  ...xlsxParts(rows),
  'xl/worksheets/sheet1.xml': Buffer.from(`<worksheet><sheetData>${xml}</sheetData></worksheet>`),
})

describe('SEC-E05, F18: archives that mean harm', () => {
  it.each<[string, () => Uint8Array, RegExp]>([
    [
      'a bomb of zeros',
      () => zipOf([{ name: 'xl/workbook.xml', packed: zeros(64) }]),
      /refused: a part of it unpacks to more than 100 times/,
    ],
    [
      'a bomb beside the sheet',
      () => makeXlsx(rows, { 'media/a.bin': new Uint8Array(3e7) }),
      /unpacks to more than 100 times/,
    ],
    [
      'many files of a fair ratio',
      () => {
        const packed = fair()
        return zipOf(Array.from({ length: 12 }, (_, at) => ({ name: `${at}.bin`, packed })))
      },
      /it unpacks to more than 200 MiB/,
    ],
    [
      '1,001 files',
      () => zipOf(Array.from({ length: 1001 }, (_, at) => ({ name: `${at}`, packed: noise(0) }))),
      /1001 files/,
    ],
    ['a path that climbs', () => zipOf([{ name: '../../x', packed: noise(1) }]), /would lie outside/],
    [
      'a Windows path that climbs',
      () => zipOf([{ name: 'a\\..\\..\\x', packed: noise(1) }]),
      /would lie outside/,
    ],
    ['an absolute path', () => zipOf([{ name: '/etc/passwd', packed: noise(1) }]), /would lie outside/],
    ['a drive', () => zipOf([{ name: 'C:x', packed: noise(1) }]), /would lie outside/],
    ['a link', () => zipOf([{ name: 'x', packed: noise(1), method: 0, mode: 0o120777 }]), /it holds a link/],
    ['a password', () => zipOf([{ name: 'x', packed: noise(1), flags: 1 }]), /password/],
    ['an unknown method', () => zipOf([{ name: 'x', packed: noise(1), method: 14 }]), /method 14/],
    [
      'entries on top of each other',
      () =>
        zipOf([
          { name: 'a', packed: noise(4) },
          { name: 'b', packed: noise(1), at: 0 },
        ]),
      /damaged/,
    ],
    [
      'one name twice',
      () =>
        zipOf([
          { name: 'a', packed: noise(1), method: 0 },
          { name: 'a', packed: noise(1), method: 0 },
        ]),
      /twice/,
    ],
    ['a broken stream', () => zipOf([{ name: 'a', packed: noise(1) }]), /damaged/],
    ['a truncated file', () => makeXlsx(rows).subarray(0, 900), /damaged/],
    ['another kind of zip', () => zipSync({ 'a.txt': Buffer.from('a') }), /without an Excel workbook/],
    [
      'entities',
      () =>
        zipSync(
          sheet(
            '<!DOCTYPE x [<!ENTITY a "b">]><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>',
          ),
        ),
      /XML entities/,
    ],
    [
      'a cell at the end of the world',
      () => zipSync(sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
      /at most/,
    ],
    ['a row number without its cell', () => zipSync(sheet("<row r = '99999999'></row>")), /row 99999999/],
    [
      'a cell in the last column',
      () => zipSync(sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
      /column XFD/,
    ],
    ['an encoded address', () => zipSync(sheet('<row r="&#57;9999999"><c><v>1</v></c></row>')), /address/],
  ])('%s is refused with its reason', async (_, make, reason) => {
    const archive = make()

    const failure = await readXlsx(archive, 'orders.xlsx', 100_000).catch((error: unknown) => error)

    expect(failure).toBeInstanceOf(CartageError)
    expect(failure).toMatchObject({ code: 'INVALID', message: expect.stringMatching(reason) })
  })

  it('a damaged workbook is refused through the thread too, never a crash', async () => {
    const workbook = makeXlsx(rows)
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: workbook.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const bytes = workbook.slice()
          bytes[at] = (bytes[at] ?? 0) ^ by
          const outcome = await readXlsx(bytes, 'orders.xlsx', 1_000).catch((error: unknown) => error)

          expect(outcome instanceof Error ? outcome instanceof CartageError : true).toBe(true)
        },
      ),
      { numRuns: 200, seed: 3 },
    )
    const failure = await readOrderFile(workbook.subarray(0, 500), 'orders.xlsx').catch(
      (error: unknown) => error,
    )
    expect(failure).toBeInstanceOf(CartageError)
  })
})

describe('XML that wants more than a sheet', () => {
  const entities = Array.from(
    { length: 9 },
    (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`,
  ).join('')
  const text = (declared: string, used: string) =>
    Buffer.from(
      `<?xml version="1.0"?>${declared}<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${used}</t></is></c></row></sheetData></worksheet>`,
    )

  it.each([
    ['a file of the server', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'],
    ['an address', '<!DOCTYPE x SYSTEM "http://169.254.169.254/x.dtd">', ''],
    ['a billion laughs', `<!DOCTYPE x [<!ENTITY e0 "ha">${entities}]>`, '&e9;'],
    ['a quadratic blow-up', `<!DOCTYPE x [<!ENTITY e "${'a'.repeat(50_000)}">]>`, '&e;'.repeat(5_000)],
  ])('SEC-E04 is refused with the reason: %s', async (_, declared, used) => {
    const parts = { ...xlsxParts(rows), 'xl/worksheets/sheet1.xml': text(declared, used) }

    await expect(readXlsx(zipSync(parts, { level: 0 }), 'orders.xlsx', 100)).rejects.toThrow(
      'orders.xlsx was refused: xl/worksheets/sheet1.xml declares XML entities.',
    )
  })
})
