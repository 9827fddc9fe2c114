import { buttonClass, EmptyState } from '@cartage/ui'
import { Link } from '@tanstack/react-router'
import { MapPinOff } from 'lucide-react'
import type { ReactNode } from 'react'

/** What an address shows that leads nowhere. */
export function PageNotFound({ what = 'page' }: { readonly what?: string }): ReactNode {
  return (
    <EmptyState
      icon={MapPinOff}
      title={`This ${what} does not exist`}
      actions={
        <Link to="/" className={buttonClass('primary', 'm')}>
          To the day
        </Link>
      }
    >
      It was deleted, belongs to another organization, or the address is mistyped.
    </EmptyState>
  )
}
