import { Button, buttonClass, Notice } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useSession } from '../../session/session.ts'
import { rememberSeenUnusual, seenUnusual } from './seen-unusual.ts'
import { unusualTitle } from './unusual-words.ts'

const EVERY_MS = 300_000

/** Tells whoever manages members that something was not as ever, until they put it away. */
export function UnusualNotice(): ReactNode {
  const isAdmin = useSession()?.permissions.includes('member:manage') ?? false
  const [seen, setSeen] = useState(seenUnusual)
  const unusual = useQuery(
    trpc.unusual.list.queryOptions(undefined, { enabled: isAdmin, refetchInterval: EVERY_MS }),
  )
  const news = (unusual.data?.items ?? []).filter(({ id }) => id > seen)
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
        news.length === 1 ? `${newest.user.name}. ${unusualTitle(newest)}` : `${news.length} unusual events`
      }
      actions={
        <>
          <Link
            to="/settings/members"
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
