/**
 * What an `Authorization` header brings as `Bearer`; undefined where it has another scheme or there is none. Whoever brings
 * one is nobody by their cookies, and cannot be a browser that another site made to ask.
 */
export function bearerOf(header: string | undefined): string | undefined {
  const text = header?.trim() ?? ''
  return /^bearer(?:\s|$)/i.test(text) ? text.slice('bearer'.length).trim() : undefined
}
