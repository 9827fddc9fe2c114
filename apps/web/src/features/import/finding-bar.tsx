import type { Finding, ImportColumn, ImportRow } from '@cartage/domain'
import { Button, IconButton, MeaningIcon } from '@cartage/ui'
import { ChevronDown, ChevronUp, WandSparkles } from 'lucide-react'
import type { ReactNode } from 'react'
import { findingsOfCell, suggestionWords } from './cell-findings.ts'
import type { GridCell } from './grid-moves.ts'
import { findingWords } from './import-words.ts'

export interface FindingBarProps {
  readonly row: ImportRow | undefined
  readonly active: GridCell
  readonly columns: readonly ImportColumn[]
  readonly problems: number
  readonly isBusy: boolean
  readonly isEditable: boolean
  readonly onStep: (by: 1 | -1) => void
  readonly onApply: (finding: Finding) => void
  readonly onApplyAll: (finding: Finding) => void
}

/** What the active cell's errors and warnings say, and the presses that mend them. */
export function FindingBar({
  row,
  active,
  columns,
  problems,
  isBusy,
  isEditable,
  onStep,
  onApply,
  onApplyAll,
}: FindingBarProps): ReactNode {
  const findings = row === undefined ? [] : findingsOfCell(row, columns[active.column] ?? null, columns)
  return (
    <section
      aria-label="The chosen cell"
      aria-live="polite"
      className="flex min-h-12 shrink-0 items-center gap-2 border-t border-line bg-paper py-1.5 pr-3 pl-2"
    >
      <IconButton
        label="Problem before"
        icon={ChevronUp}
        keys="shift+F8"
        side="top"
        disabled={problems === 0}
        onClick={() => onStep(-1)}
      />
      <IconButton
        label="Next problem"
        icon={ChevronDown}
        keys="F8"
        side="top"
        disabled={problems === 0}
        onClick={() => onStep(1)}
      />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {findings.length === 0 ? (
          <p className="text-13 text-ink-3">
            {row === undefined
              ? 'Choose a cell.'
              : problems === 0
                ? 'No problems among the rows shown.'
                : `Nothing to say about this cell. ${problems.toLocaleString()} cells have something: press F8.`}
          </p>
        ) : (
          findings.map((finding) => {
            const suggestion = suggestionWords(finding)
            return (
              <div
                key={`${finding.code} ${finding.column ?? ''}`}
                className="flex flex-wrap items-center gap-x-3 gap-y-1"
              >
                <p className="flex min-w-0 items-center gap-1.5 text-13">
                  <MeaningIcon meaning={finding.severity === 'error' ? 'late' : 'risk'} />
                  <span className="sr-only">{finding.severity === 'error' ? 'Error:' : 'Warning:'}</span>
                  <span>{finding.text}</span>
                </p>
                {suggestion === null || !isEditable ? null : (
                  <span className="flex flex-wrap gap-1.5">
                    <Button
                      size="s"
                      icon={WandSparkles}
                      disabled={isBusy}
                      onClick={() => {
                        onApply(finding)
                      }}
                    >
                      Apply: <span className="max-w-60 truncate font-regular">{suggestion}</span>
                    </Button>
                    <Button
                      size="s"
                      variant="quiet"
                      disabled={isBusy}
                      onClick={() => {
                        onApplyAll(finding)
                      }}
                    >
                      Apply to all {findingWords[finding.code]}
                    </Button>
                  </span>
                )}
              </div>
            )
          })
        )}
      </div>
    </section>
  )
}
