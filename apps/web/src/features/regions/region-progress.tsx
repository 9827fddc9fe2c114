import type { RegionSummary } from '@cartage/domain'
import { Button, Progress, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { regionPaceWords, regionPhaseWords, regionStepWords } from './region-words.ts'

export interface RegionProgressProps {
  readonly region: RegionSummary
  readonly canCancel: boolean
}

/** What a build does, how far it is, at which pace, how long this step still takes, and a way to stop it. */
export function RegionProgress({ region, canCancel }: RegionProgressProps): ReactNode {
  const cancel = useMutation(
    trpc.regions.cancel.mutationOptions({
      onSuccess: () => {
        toast({ text: `Stopped building ${region.title}` })
      },
      onSettled: () => void queryClient.invalidateQueries(trpc.regions.pathFilter()),
    }),
  )
  const { progress } = region
  const phase = progress?.phase ?? ''
  const words = regionPhaseWords(phase)
  const isCounted = progress?.unit !== undefined
  return (
    <div className="flex flex-col gap-1.5">
      <Progress
        label={`${words.charAt(0).toUpperCase()}${words.slice(1)}`}
        done={progress?.done ?? 0}
        total={isCounted ? progress.total : 0}
        detail={regionStepWords(phase)}
        {...(progress?.leftS === undefined ? {} : { remainingS: Math.ceil(progress.leftS) })}
      />
      <div className="flex min-h-(--control-s) items-center gap-3">
        <span className="min-w-0 flex-1 truncate text-12 text-ink-3 tabular-nums">
          {progress === null ? '' : regionPaceWords(progress)}
        </span>
        {canCancel ? (
          <Button
            size="s"
            icon={X}
            aria-label={`Cancel building ${region.title}`}
            isBusy={cancel.isPending}
            onClick={() => cancel.mutate({ name: region.name })}
          >
            Cancel
          </Button>
        ) : null}
      </div>
    </div>
  )
}
