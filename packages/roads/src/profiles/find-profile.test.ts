import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aTemporaryFolder } from '../../test/a-temporary-folder.ts'
import { findProfile, parseProfile, profileNames } from './find-profile.ts'

const car = await findProfile('car')

/** Writes profile files into one folder and reads the first. */
async function readFiles(files: Record<string, unknown>): Promise<unknown> {
  const folder = await aTemporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return findProfile(join(folder, Object.keys(files)[0]!))
}

describe('finding a profile', () => {
  it('names the known ones when asked for another', async () => {
    await expect(findProfile('tank')).rejects.toMatchObject({
      code: 'unknown_profile',
      message: expect.stringContaining(profileNames.join(', ')),
    })
  })

  it.each(profileNames)('reads %s back from what it prints', async (name) => {
    const profile = await findProfile(name)

    expect(await readFiles({ 'printed.json': profile })).toEqual(profile)
  })

  it('changes, adds and takes away single fields of the profile that a file extends', async () => {
    const profile = await readFiles({
      'mine.json': {
        $schema: 'profile.schema.json',
        extends: 'car',
        name: 'mine',
        speedsKmh: { residential: 20, track: null },
        accessKeys: ['taxi', 'motorcar'],
        topSpeedKmh: 90,
        ferries: null,
        turns: { uTurnS: 45 },
      },
    })

    const { track: _, ...speedsKmh } = car.speedsKmh
    const { ferries: __, ...rest } = car
    expect(profile).toEqual({
      ...rest,
      name: 'mine',
      speedsKmh: { ...speedsKmh, residential: 20 },
      accessKeys: ['taxi', 'motorcar'],
      topSpeedKmh: 90,
      turns: { ...car.turns, uTurnS: 45 },
    })
  })

  it('lets a file extend another file', async () => {
    const profile = await readFiles({
      'tall.json': { name: 'tall', extends: 'lorry.json', vehicle: { heightM: 4 } },
      'lorry.json': { name: 'lorry', extends: 'truck', vehicle: { weightT: 26 } },
    })

    expect(profile).toMatchObject({ name: 'tall', vehicle: { heightM: 4, weightT: 26, lengthM: 10 } })
  })

  it.each([
    [
      'a word for a number',
      { topSpeedKmh: 'fast' },
      '"topSpeedKmh": it must be a number from 0.1 up to 200, not "fast"',
    ],
    [
      'a number too large',
      { vehicle: { heightM: 900 } },
      '"vehicle.heightM": it must be a number above 0 up to 100, not 900',
    ],
    [
      'a misspelt road',
      { speedsKmh: { rezidential: 3 } },
      'unknown field "speedsKmh.rezidential"; there are motorway,',
    ],
    [
      'a misspelt field',
      { avoid: { tol: 2 } },
      'unknown field "avoid.tol"; there are toll, ferry, motorway, unpaved, tunnel.',
    ],
    ['a misspelt field at the top', { speed: 2 }, 'unknown field "speed"; there are name, speedsKmh,'],
    ['another choice', { uTurns: 'never' }, '"uTurns": it must be one of dead-ends, anywhere, not "never"'],
    [
      'a choice or a number',
      { avoid: { toll: 0.5 } },
      '"avoid.toll": it must be "closed" or a number from 1 up to 100, not 0.5',
    ],
    ['a choice in a list', { grantedOnly: ['trak'] }, '"grantedOnly.0": it must be one of motorway,'],
    ['an empty list', { accessKeys: [] }, '"accessKeys": it must be a list of one or more words, not []'],
    [
      'a word for a list',
      { accessKeys: 'hgv' },
      '"accessKeys": it must be a list of one or more words, not "hgv"',
    ],
    ['a list for an object', { turns: [1] }, '"turns": it must be an object in { }, not [1]'],
    ['no boolean', { barriers: { close: 'yes' } }, '"barriers.close": it must be true or false, not "yes"'],
    [
      'a name with spaces',
      { name: 'My truck' },
      '"name": it must be lower-case letters, digits and dashes, at most 64, not "My truck"',
    ],
    [
      'a field taken away that must be',
      { snap: null },
      'lacks "snap": one of nearest, connected. Add it, or have it from',
    ],
    [
      'a profile to extend that is not there',
      { extends: 'tank' },
      'extends "tank", which is not there; "extends" is one of car,',
    ],
    ['no name to extend', { extends: 3 }, '"extends": it must be one of car,'],
    ['itself to extend', { extends: 'bad.json' }, 'bad.json, which extends it in turn'],
  ])('names file, field and fix for %s', async (_, fields, message) => {
    const reading = readFiles({ 'bad.json': { name: 'bad', extends: 'car', ...fields } })

    await expect(reading).rejects.toMatchObject({
      code: 'invalid_profile',
      message: expect.stringMatching(/^The profile .*bad\.json /),
    })
    await expect(reading).rejects.toThrow(message)
  })

  it.each([
    ['text that is no JSON', '{"name":', 'cannot be read'],
    ['JSON that is no object', '[]', 'is no JSON object'],
    ['a file without a name of its own', '{"extends":"car"}', 'lacks "name": a name of its own'],
    ['fewer fields than a profile has', '{"name":"a"}', 'lacks "speedsKmh": an object in { }.'],
  ])('says what is wrong with %s', async (_, text, message) => {
    await expect(readFiles({ 'bad.json': text })).rejects.toThrow(message)
  })
})

describe('a profile that came from elsewhere', () => {
  const parsed = (fields: object) => parseProfile(JSON.stringify(fields))

  it('is read as its file would be', async () => {
    const fields = { extends: 'car', name: 'mine', speedsKmh: { residential: 20 } }

    expect(parsed(fields)).toEqual({
      kind: 'sound',
      profile: await readFiles({ 'mine.json': fields }),
      base: 'car',
    })
  })

  it('tells all that is wrong with it, by field', () => {
    expect(parsed({ extends: 'van', name: 'mine', topSpeedKmh: 'fast', avoid: { tol: 2 } })).toEqual({
      kind: 'wrong',
      problems: [
        {
          field: 'topSpeedKmh',
          message:
            'The profile is wrong at "topSpeedKmh": it must be a number from 0.1 up to 200, not "fast".',
        },
        { field: 'avoid.tol', message: expect.stringContaining('unknown field "avoid.tol"') },
      ],
    })
  })

  it.each([
    ['a file', 'other.json'],
    ['a path', '../../etc/passwd.json'],
    ['no text', ['car']],
  ])('extends no more than a built-in profile: not %s', (_, base) => {
    expect(parsed({ extends: base, name: 'mine' })).toMatchObject({
      kind: 'wrong',
      problems: [{ field: 'extends', message: expect.stringContaining('it must be one of car,') }],
    })
  })

  it('has a name of its own', () => {
    expect(parsed({ extends: 'car' })).toMatchObject({ kind: 'wrong', problems: [{ field: 'name' }] })
  })

  it.each([
    ['half a file', '{"name":', 'cannot be read'],
    ['a list', '[]', 'is no JSON object'],
  ])('is more than %s', (_, text, message) => {
    expect(parseProfile(text)).toMatchObject({
      kind: 'wrong',
      problems: [{ message: expect.stringContaining(message) }],
    })
  })
})
