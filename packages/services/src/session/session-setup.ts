import type { VisitorContext } from '../context.ts'

export interface SessionSetup {
  /** True while nobody has signed up; the first administrator's link is in the server's log then. */
  readonly needsFirstAdmin: boolean
  /** Whether links for new passwords are mailed; otherwise an administrator makes them. */
  readonly canMail: boolean
}

/** Whether the installation still waits for its first administrator, and what it can do for visitors. */
export async function sessionSetup({ ctx }: { readonly ctx: VisitorContext }): Promise<SessionSetup> {
  return { needsFirstAdmin: !(await ctx.auth.hasUsers()), canMail: ctx.mailer !== undefined }
}
