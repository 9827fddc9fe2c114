import { Button } from '@cartage/ui'
import type { ReactNode } from 'react'
import type { Outputs } from '../../api/trpc.ts'
import { permissionLabel } from './permission-words.ts'
import type { Proposed } from './role-form.tsx'

export interface AdviceTemplateProps {
  readonly template: Outputs['roleAdvice']['list']['templates'][number]
  readonly onMakeRole: (proposed: Proposed) => void
}

const NAMED = 4

/** A role that would fit some members who use nearly the same. */
export function AdviceTemplate({ template, onMakeRole }: AdviceTemplateProps): ReactNode {
  const { members, permissions } = template
  const named = members.slice(0, NAMED).map(({ name }) => name)
  const more = members.length - named.length
  return (
    <article aria-label="A role that would fit several" className="rounded-l border border-line bg-paper p-4">
      <h3 className="text-13 font-strong">{members.length} members use nearly the same</h3>
      <p className="mt-0.5 text-12 text-pretty text-ink-2">
        {named.join(', ')}
        {more > 0 ? ` and ${more} more` : ''}: {permissions.map(permissionLabel).join('; ')}.
      </p>
      <Button size="s" className="mt-3" onClick={() => onMakeRole({ name: '', permissions })}>
        Make a role of it
      </Button>
    </article>
  )
}
