import { Button, buttonClass, Notice } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useSession } from '../../session/session.ts'
import { rememberSeenUnusual, seenUnusual } from './seen-unusual.ts'
import { unusualTitle } from './unusual-words.ts'

const EVERY_MS = 300_000

/** Tells whoever manages members that something was not as ever, and others of their own sign-ins, until they put it away. */
export function UnusualNotice(): ReactNode {
  const session = useSession()
  const isAdmin = session?.permissions.includes('member:manage') ?? false
  const [seen, setSeen] = useState(seenUnusual)
  const refetchInterval = EVERY_MS
  const all = useQuery(trpc.unusual.list.queryOptions(undefined, { enabled: isAdmin, refetchInterval }))
  const own = useQuery(
    trpc.unusual.own.queryOptions(undefined, { enabled: session !== null && !isAdmin, refetchInterval }),
  )
  const news = ((isAdmin ? all : own).data?.items ?? []).filter(({ id }) => id > seen)
  const [newest] = news
  if (newest === undefined) return null
  const putAway = (): void => {
    rememberSeenUnusual(newest.id)
    setSeen(newest.id)
  }
  return (
    <Notice
      meaning="risk"
      className="rounded-none border-b border-line"
      title={
        news.length > 1
          ? `${news.length} unusual events`
          : isAdmin
            ? `${newest.user.name}. ${unusualTitle(newest)}`
            : `Was this you? ${unusualTitle(newest)}`
      }
      actions={
        <>
          <Link
            to={isAdmin ? '/settings/members' : '/settings/account'}
            hash="unusual"
            className={buttonClass('secondary', 's')}
            onClick={putAway}
          >
            Look
          </Link>
          <Button size="s" variant="quiet" onClick={putAway}>
            Put away
          </Button>
        </>
      }
    />
  )
}
