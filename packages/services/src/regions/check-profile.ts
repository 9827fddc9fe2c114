import type { CheckProfileInput, ProfileCheck } from '@cartage/domain'
import { parseProfile, profileNames } from '@cartage/roads'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { takenMessage } from './custom-profiles.ts'

/** Says what a profile that somebody wrote comes to, or all that is wrong with it. Nothing is kept. */
export async function checkProfile({ ctx, input }: Call<CheckProfileInput>): Promise<ProfileCheck> {
  authorize(ctx, 'region:write')
  const parsed = parseProfile(input.text)
  if (parsed.kind === 'wrong') return parsed
  const { name } = parsed.profile
  return profileNames.includes(name)
    ? { kind: 'wrong', problems: [{ field: 'name', message: takenMessage(name) }] }
    : { kind: 'sound', name, base: parsed.base }
}
