import type { ReactNode } from 'react'
import { Logo } from '../shell/logo.tsx'
import { AuthPicture } from './auth-picture.tsx'

export interface AuthFrameProps {
  readonly title: string
  readonly lead: ReactNode
  readonly children: ReactNode
}

/** The page around sign-in, welcome and invitation: a form, and on wide screens a quiet picture of what this is for. */
export function AuthFrame({ title, lead, children }: AuthFrameProps): ReactNode {
  return (
    <div className="flex h-dvh bg-paper">
      <main className="flex w-full flex-col overflow-y-auto lg:w-[46%] lg:min-w-120">
        <div className="m-auto flex w-full max-w-96 flex-col px-6 py-10">
          <div className="mb-8 flex items-center gap-2.5">
            <Logo size={32} />
            <span className="text-18 font-strong tracking-tight">Cartage</span>
          </div>
          <h1 className="text-24 font-strong tracking-tight text-balance">{title}</h1>
          <div className="mt-1.5 mb-6 text-15 text-pretty text-ink-2">{lead}</div>
          {children}
        </div>
      </main>
      <div
        aria-hidden
        className="relative hidden flex-1 overflow-hidden border-l border-line bg-page lg:block"
      >
        <AuthPicture />
      </div>
    </div>
  )
}
