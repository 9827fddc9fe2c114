import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { aTemporaryFolder } from '../../test/a-temporary-folder.ts'
import { findProfile, profileNames } from './find-profile.ts'
import { profileJsonSchema, wholeProfileJsonSchema } from './profile-json-schema.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

const docs = resolve(import.meta.dirname, '../../../../docs/roads')
const guide = await readFile(join(docs, 'profiles.md'), 'utf8')
const published: JsonSchema = JSON.parse(await readFile(join(docs, 'profile.schema.json'), 'utf8'))
const examples = [...guide.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => text!)

const accepts = (file: unknown): boolean =>
  z.fromJSONSchema(published as z.core.JSONSchema.JSONSchema).safeParse(file).success

describe('the published schema', () => {
  it('is the one of the profiles: write it with `cartage roads profile --schema`', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(profileJsonSchema())))
  })

  it.each(profileNames)('accepts %s as it is printed', async (name) => {
    expect(accepts(JSON.parse(JSON.stringify(await findProfile(name))))).toBe(true)
  })

  it.each([
    ['fields that extend another profile', { name: 'a', extends: 'car', barriers: { close: false } }, true],
    ['fields taken away', { name: 'a', extends: 'car', speedsKmh: { track: null }, ferries: null }, true],
    ['a choice taken away', { name: 'a', extends: 'car', uTurns: null, avoid: { toll: null } }, true],
    ['a misspelt road', { name: 'a', extends: 'car', speedsKmh: { rode: 3 } }, false],
    ['a misspelt field', { name: 'a', extends: 'car', vehicle: { height: 3 } }, false],
    ['no name', { extends: 'car' }, false],
  ])('of %s', (_, file, isAccepted) => {
    expect(accepts(file)).toBe(isAccepted)
  })
})

describe('a file that extends no other', () => {
  it('must have every field that has no default', () => {
    const { required } = wholeProfileJsonSchema()

    expect(required).toContain('speedsKmh')
    expect(published.anyOf).toEqual([
      { type: 'object', required: ['extends'] },
      { type: 'object', required },
    ])
  })
})

describe('the guide', () => {
  const unitOf = (field: string): string =>
    ({ Kmh: 'km/h', S: 's', M: 'm', T: 't' })[/(?:Kmh|[SMT])$/.exec(field)?.[0] ?? ''] ?? ''

  const rowsOf = ({ properties, required }: JsonSchema, prefix = ''): readonly string[] =>
    Object.entries(properties ?? {}).flatMap(([name, field]) => {
      const { default: fallback, description, ...rest } = field as JsonSchema
      const otherwise = fallback === undefined ? 'none' : `\`${JSON.stringify(fallback)}\``
      const byDefault = required?.includes(name) === true ? 'required' : otherwise
      const row = `| \`${prefix}${name}\` | ${unitOf(name)} | ${byDefault} | ${description} |`
      return [row, ...rowsOf(rest, `${prefix}${name}.`)]
    })

  it('has a row for every field, and none for another', () => {
    const [, table = ''] = guide.split('## Every field')
    const rows = table.split('\n').filter((line) => line.startsWith('| `'))

    expect(rows).toEqual(rowsOf(wholeProfileJsonSchema()))
  })

  it.each(examples)('gives an example that can be used: %s', async (text) => {
    const file = join(await aTemporaryFolder(), 'example.json')
    await writeFile(file, text)

    expect(accepts(JSON.parse(text))).toBe(true)
    expect((await findProfile(file)).name).toBe(JSON.parse(text).name)
  })

  it('has examples', () => {
    expect(examples).toHaveLength(3)
  })
})
