import { type CustomProfile, invalid } from '@cartage/domain'
import { parseProfile, profileNames } from '@cartage/roads'

/**
 * The profiles of these texts with their names, which are theirs alone. INVALID names the text and what is wrong in it. They extend
 * profiles that come with Cartage and never a file, so that nobody reads the server's.
 */
export function readCustomProfiles(texts: readonly string[]): readonly CustomProfile[] {
  const names = new Set(profileNames)
  return texts.map((text, index) => {
    const field = `customProfiles.${index}`
    const parsed = parseProfile(text)
    if (parsed.kind === 'wrong') throw invalid(parsed.problems[0].message, field)
    const { name } = parsed.profile
    if (names.has(name)) throw invalid(takenMessage(name), field)
    names.add(name)
    return { name, text }
  })
}

/** What to say of a name that another profile has. */
export const takenMessage = (name: string): string =>
  profileNames.includes(name)
    ? `The name ${name} belongs to a profile that comes with Cartage. Give yours another "name".`
    : `Two profiles are called ${name}. Give one of them another "name".`
