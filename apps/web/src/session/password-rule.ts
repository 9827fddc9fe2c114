/** The shortest password that the server takes; it also refuses common ones. */
export const PASSWORD_MIN = 8

/** What is wrong with a new password before it is sent; null when nothing is. */
export function passwordProblem(password: string): string | null {
  if (password.length >= PASSWORD_MIN) return null
  return `At least ${PASSWORD_MIN} characters; three or four unrelated words do well.`
}
