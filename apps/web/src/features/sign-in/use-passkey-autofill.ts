import { useEffect, useEffectEvent } from 'react'
import { api } from '../../api/trpc.ts'
import { canFillPasskeys, type ShownPasskey, showPasskey, stopPasskeys } from '../../session/passkeys.ts'

/** Sooner than a challenge is over, so that the one that is signed is still good. */
const RENEW_MS = 4 * 60_000

/**
 * Lets the browser offer passkeys where the e-mail address is typed, as long as the page stands there and nothing else asks for
 * one. What fails here is no failure of the person's: the button and the password are still there.
 */
export function usePasskeyAutofill({
  isOn,
  onShown,
}: {
  readonly isOn: boolean
  readonly onShown: (passkey: ShownPasskey) => void
}): void {
  const give = useEffectEvent(onShown)
  useEffect(() => {
    if (!isOn) return
    let isOver = false
    let waiting: object | null = null
    const ask = async (): Promise<void> => {
      const options = await api.session.beginPasskey.mutate({})
      if (isOver) return
      waiting = options
      try {
        const passkey = await showPasskey(options, { isAutofill: true })
        if (!isOver) give(passkey)
      } finally {
        if (waiting === options) waiting = null
      }
    }
    const quietly = (): void => void ask().catch(() => undefined)
    let timer: ReturnType<typeof setInterval> | undefined
    void canFillPasskeys().then((canFill) => {
      if (!canFill || isOver) return
      quietly()
      // A new request ends the one before it.
      timer = setInterval(quietly, RENEW_MS)
    })
    return () => {
      isOver = true
      clearInterval(timer)
      if (waiting !== null) stopPasskeys()
    }
  }, [isOn])
}
