import { CartageError } from '@cartage/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_COLUMNS } from './order-file.ts'
import { readOrderFile, type ReadOrderFileOptions } from './read-order-file.ts'

const read = async (input: Uint8Array | AsyncIterable<Uint8Array>, options?: ReadOrderFileOptions) => {
  const file = await readOrderFile(input, 'orders.csv', options)
  const rows: { row: number; cells: readonly string[] }[] = []
  for await (const batch of file.rows) rows.push(...batch)
  return { header: file.header, separator: file.separator, encoding: file.encoding, rows }
}
const text = (content: string): Uint8Array => Buffer.from(content)
const utf16be = (content: string): Uint8Array => Buffer.from(content, 'utf16le').swap16()
const windows1252 = (content: string): Uint8Array => Buffer.from(content, 'latin1')

describe('F17: text as it arrives', () => {
  const sample = 'order no;address;city\r\nA-1;Rua São João 1;Porto\r\n'

  it.each([
    ['UTF-8', text(sample)],
    ['UTF-8', text(`\ufeff${sample}`)],
    ['Windows-1252', windows1252(sample)],
    ['UTF-16LE', Buffer.from(`\ufeff${sample}`, 'utf16le')],
    ['UTF-16LE', Buffer.from(sample, 'utf16le')],
    ['UTF-16BE', utf16be(`\ufeff${sample}`)],
    ['UTF-16BE', utf16be(sample)],
  ])('%s is read as such, with or without its mark', async (encoding, bytes) => {
    const file = await read(bytes)

    expect(file).toMatchObject({ encoding, separator: ';', header: ['order no', 'address', 'city'] })
    expect(file.rows).toEqual([{ row: 2, cells: ['A-1', 'Rua São João 1', 'Porto'] }])
  })

  it('a broken byte in a UTF-8 file is read alone as Windows-1252', async () => {
    const bytes = Buffer.concat([text('ref,name\n1,São\n2,'), windows1252('João'), text('\n3,Zoë\n')])

    const file = await read(bytes)

    expect(file.encoding).toBe('UTF-8 with Windows-1252')
    expect(file.rows.map(({ cells }) => cells[1])).toEqual(['São', 'João', 'Zoë'])
  })

  it.each([
    [',', 'ref,address,city\nA,"Rua Nova; 1",Porto'],
    [';', 'ref;address;city\nA;Rua Nova, 1;Porto'],
    ['\t', 'ref\taddress\tcity\nA\tRua Nova, 1; r/c\tPorto'],
    ['|', 'ref|address|city\nA|Rua Nova, 1|Porto'],
    [';', '"ref";"address, with a comma";"city"\nA;"Rua ""Nova""\n1";Porto'],
    [';', 'sep=;\r\nref;a,b,c;city\r\nA;B;C'],
  ])('the separator %j is found', async (separator, content) => {
    expect((await read(text(content))).separator).toBe(separator)
  })

  it('rows are numbered as a spreadsheet does: a blank one counts, a quoted line break does not', async () => {
    const { rows } = await read(text('ref,notes\n\nA,"two\nlines"\n,\r\nB,one\n'))

    expect(rows).toEqual([
      { row: 3, cells: ['A', 'two\nlines'] },
      { row: 5, cells: ['B', 'one'] },
    ])
  })

  it('rows may be shorter or longer than the header, quotes may stand inside bare cells', async () => {
    const { rows } = await read(text('ref,address,notes\nA\nB,5" pipe,x,y\n'))

    expect(rows.map(({ cells }) => cells)).toEqual([['A'], ['B', '5" pipe', 'x', 'y']])
  })

  it('doubled and blank column names are numbered', async () => {
    const { header } = await read(text('ref,notes,notes,\nA,b,c,d\n'))

    expect(header).toEqual(['ref', 'notes', 'notes (2)', 'Column 4'])
  })

  it('a zero character becomes a mark that a database can hold', async () => {
    expect((await read(text('ref,notes\nA,x\0y\n'))).rows[0]?.cells).toEqual(['A', 'x\ufffdy'])
  })

  it.each([
    ['a quote that is never closed', 'ref,notes\nA,b\nB,"open\nC,d\n', /row 3: a quote/],
    ['nothing', '', /is empty/],
    ['blank lines', '\n \n,,\n', /has no rows/],
    ['prose', 'Dear all\nplease find, as promised, nothing.', /is not a table/],
    ['a header alone', 'ref,address\n', /no orders under it/],
    [
      'too many columns',
      `${Array.from({ length: MAX_COLUMNS + 1 }, (_, at) => `c${at}`).join()}\n1`,
      /201 columns/,
    ],
    ['a web page', '<!DOCTYPE html><p>', /is a web page/],
    ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /is an XML document/],
    ['JSON', '{"orders": []}', /is a JSON document/],
    ['a PDF', '%PDF-1.7\n', /is a PDF document/],
    ['a zip end', 'PK\u0005\u0006', /zip archive/],
    ['noise', String.fromCharCode(...Array.from({ length: 400 }, (_, at) => (at * 7) % 30)), /not text/],
  ])('%s is refused with its reason', async (_, content, reason) => {
    const failure = await read(text(content)).catch((error: unknown) => error)

    expect(failure).toBeInstanceOf(CartageError)
    expect(failure).toMatchObject({ code: 'INVALID', field: 'file', message: expect.stringMatching(reason) })
  })

  it.each([
    [{ maxRows: 2 }, 'FILE_TOO_LONG'],
    [{ maxBytes: 10 }, 'FILE_TOO_LARGE'],
  ])('a file beyond %o is refused', async (options, reason) => {
    await expect(read(text('ref,a\n1,2\n3,4\n5,6\n'), options)).rejects.toMatchObject({
      code: 'LIMIT_REACHED',
      reason,
    })
  })

  it('F17: an unclosed quote early in a long file is found without reading on for ever', async () => {
    let pulled = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield text('ref,notes\nA,b\nB,"open\n')
      for (; pulled < 1_000; pulled += 1) yield Buffer.alloc(65_536, 'line\n')
    }

    await expect(read(endless(), { maxBytes: 1e9 })).rejects.toThrow(/row 3: a quote/)
    expect(pulled).toBeLessThan(100)
  })
})

describe('properties', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => value.replaceAll('\ufeff', ''))
  const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`

  it('F17: any table that is written with quotes is read back, in any encoding and any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom<BufferEncoding>('utf8', 'utf16le'),
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 50 }),
        async (separator, lineEnd, encoding, table, size) => {
          const content = [['ref', 'address', 'notes'], ...table]
            .map((row) => row.map(quoted).join(separator))
            .join(lineEnd)
          const bytes = Buffer.from(`\ufeff${content}`, encoding)
          async function* chunks(): AsyncGenerator<Uint8Array> {
            for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
          }
          const expected = table
            .map((cells, index) => ({
              row: index + 2,
              cells: cells.map((text) => text.replaceAll('\0', '\ufffd')),
            }))
            .filter(({ cells }) => cells.some((value) => value.trim() !== ''))
          fc.pre(expected.length > 0)

          const file = await read(chunks())

          expect(file.separator).toBe(separator)
          expect(file.rows).toEqual(expected)
        },
      ),
      { numRuns: 150, seed: 7 },
    )
  })

  it('whatever the bytes are, the only failure is a message for the person', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((value) => new Uint8Array(Buffer.from(value))),
      fc
        .array(fc.constantFrom('"', ',', ';', '\n', '\r', 'a', '\0', 'é', '\ufeff'), { maxLength: 80 })
        .map((parts) => new Uint8Array(Buffer.from(parts.join('')))),
      fc.uint8Array({ maxLength: 200 }).map((tail) => new Uint8Array([0xff, 0xfe, ...tail])),
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (input) => {
        const outcome = await read(input).catch((error: unknown) => error)

        expect(outcome instanceof Error ? outcome instanceof CartageError : true).toBe(true)
      }),
      { numRuns: 500, seed: 11 },
    )
  })
})
