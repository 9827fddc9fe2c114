import { Table, Td, Th } from '@cartage/ui'
import type { ReactNode } from 'react'
import { type AuditEvent, valueWords } from './audit-words.ts'

/** What one event changed, and from where it was done. */
export function AuditDetail({ event }: { readonly event: AuditEvent }): ReactNode {
  const before = event.before ?? {}
  const after = event.after ?? {}
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const facts = [
    ['When', new Date(event.at).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' })],
    ['What', `${event.entity} ${event.entityId ?? ''}`],
    ['From', [event.ip, event.userAgent].filter((text) => text !== null).join(', ')],
    ...Object.entries(event.detail).map(([name, value]) => [name, valueWords(value)]),
  ] as const
  return (
    <div className="flex min-w-0 flex-col gap-3 py-2">
      {fields.length === 0 ? null : (
        <Table label="What changed">
          <thead>
            <tr>
              <Th>Field</Th>
              <Th>Before</Th>
              <Th>After</Th>
            </tr>
          </thead>
          <tbody>
            {fields.map((name) => (
              <tr key={name}>
                <Td className="align-top font-strong">{name}</Td>
                <Td className="align-top break-all text-ink-2">{valueWords(before[name])}</Td>
                <Td className="align-top break-all">{valueWords(after[name])}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 px-3 text-13">
        {facts.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="min-w-0 break-all">{text === '' ? '–' : text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
