import type { Region } from '@cartage/roads'
import type { Query } from '../query.ts'
import { answerMatch } from './answer-match.ts'
import { answerNearest } from './answer-nearest.ts'
import { answerRoute } from './answer-route.ts'
import { jsonType } from './answer-sink.ts'
import type { AnswerSink } from './answer-sink.ts'
import { answerTable } from './answer-table.ts'

/** Answers a query from an opened region. Throws `OsrmError` before the sink has a head, when there is something to refuse. */
export function answerQuery(region: Region, query: Query, sink: AnswerSink): void {
  switch (query.service) {
    case 'nearest':
      return writeJson(answerNearest(region, query), sink)
    case 'route':
      return writeJson(answerRoute(region, query), sink)
    case 'match':
      return writeJson(answerMatch(region, query), sink)
    case 'table':
      return answerTable(region, query, sink)
  }
}

function writeJson(answer: object, sink: AnswerSink): void {
  const bytes = new TextEncoder().encode(JSON.stringify(answer))
  sink.head({ contentType: jsonType, length: bytes.length })
  sink.write(bytes)
}
