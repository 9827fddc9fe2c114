import { EmptyState } from '@cartage/ui'
import { ShieldOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSession } from '../../session/session.ts'

/** The place of the operators' pages; says so to anybody who is none. */
export function OperatorFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const isOperator = useSession()?.isOperator === true
  return (
    <div className="min-h-0 min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-240 px-4 py-6 sm:px-8">
        {isOperator ? (
          children
        ) : (
          <EmptyState icon={ShieldOff} title="For operators">
            Organizations are managed by an operator of this installation. Whoever runs the server makes
            somebody one with “cartage admin operator add”.
          </EmptyState>
        )}
      </div>
    </div>
  )
}
