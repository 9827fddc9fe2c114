import { Badge, formatAge, Tooltip } from '@cartage/ui'
import { useEffect, useState, type ReactNode } from 'react'
import { useConnection } from '../api/connection.ts'

/** Silent while changes arrive; otherwise says how old the screen is. */
export function ConnectionNote(): ReactNode {
  const { state, since } = useConnection()
  const [, setTick] = useState(0)
  useEffect(() => {
    if (state !== 'lost') return
    const timer = setInterval(() => {
      setTick((tick) => tick + 1)
    }, 5_000)
    return () => {
      clearInterval(timer)
    }
  }, [state])
  if (state !== 'lost') return null
  return (
    <Tooltip text="The connection to the server broke. It is tried again by itself; what you see may be old.">
      <button type="button" className="rounded-s" aria-live="polite">
        <Badge meaning="risk">
          {since === null
            ? 'Not connected'
            : formatAge(since) === 'now'
              ? 'Reconnecting'
              : `${formatAge(since)} old`}
        </Badge>
      </button>
    </Tooltip>
  )
}
