import type { VisitorCall } from '../context.ts'
import type { ConfirmEmailInput } from './inputs.ts'
import { tellOldAddress } from './tell-old-address.ts'

export interface ConfirmedEmail {
  readonly email: string
}

/** Takes the link that was mailed to a new address, which is the person's from now on; the old one is told. */
export async function confirmEmail({ ctx, input }: VisitorCall<ConfirmEmailInput>): Promise<ConfirmedEmail> {
  const change = await ctx.auth.confirmEmail({ ...input, origin: ctx.request })
  tellOldAddress(ctx, change)
  return { email: change.to }
}
