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
  const step = regionStepWords(phase)
  const words = regionPhaseWords(phase)
  const isCounted = progress?.unit !== undefined
  return (
    <div className="flex items-end gap-3">
      <div className="min-w-0 flex-1">
        <Progress
          label={`${words.charAt(0).toUpperCase()}${words.slice(1)}${step === '' ? '' : `, ${step}`}`}
          done={progress?.done ?? 0}
          total={isCounted ? progress.total : 0}
          {...(progress === null ? {} : { detail: regionPaceWords(progress) })}
          {...(progress?.leftS === undefined ? {} : { remainingS: Math.ceil(progress.leftS) })}
        />
      </div>
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
  )
}
