const MOST = 500

/** The path of ours that somebody asked for; `/` for an address elsewhere, however it is dressed up. */
export function ownPath(asked: string | undefined, publicUrl: string): string {
  if (asked === undefined || asked.length > MOST || !/^\/(?![/\\])[^\\\p{C}]*$/u.test(asked)) return '/'
  const url = URL.parse(asked, publicUrl)
  // Judged as the URL parser leaves it, for it takes `/..//host` to `//host`, which is another host's.
  const isPage = url?.origin === new URL(publicUrl).origin && !/^\/(\/|(auth|api)(\/|$))/.test(url.pathname)
  return isPage ? `${url.pathname}${url.search}${url.hash}` : '/'
}
