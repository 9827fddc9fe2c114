/** Who a passkey is made for: browsers offer it to pages of this origin alone. */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
  /** What the device calls this installation. */
  readonly name: string
}

/** The relying party of an installation that people reach at this address. */
export function relyingPartyOf(publicUrl: string): RelyingParty {
  const { hostname, origin } = new URL(publicUrl)
  return { id: hostname, origin, name: `Cartage ${hostname}` }
}
