/** What a browser answers when it has made a passkey; the parts of it that count here, in base64url. */
export interface PasskeyAttestation {
  readonly id: string
  readonly clientDataJSON: string
  readonly attestationObject: string
  /** How the device can be reached later, such as `internal` or `usb`. */
  readonly transports: readonly string[]
}

/** What a browser answers when somebody has shown a passkey; the parts of it that count here, in base64url. */
export interface PasskeyAssertion {
  readonly id: string
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
  /** Whose passkey it is, as the device has it. */
  readonly userHandle?: string | undefined
}
