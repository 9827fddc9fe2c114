/** A made-up extract, as small as a test needs it. */
export interface Extract {
  readonly nodes: readonly ExtractNode[]
  readonly ways?: readonly ExtractWay[]
  readonly relations?: readonly ExtractRelation[]
  /** Written into the header when given. Degrees. */
  readonly bounds?: {
    readonly west: number
    readonly south: number
    readonly east: number
    readonly north: number
  }
}

export type ExtractTags = Readonly<Record<string, string>>

export interface ExtractNode {
  readonly id: number
  readonly lon: number
  readonly lat: number
  readonly tags?: ExtractTags
}

export interface ExtractWay {
  readonly id: number
  readonly refs: readonly number[]
  readonly tags?: ExtractTags
}

export interface ExtractRelation {
  readonly id: number
  readonly tags: ExtractTags
  readonly members: readonly {
    readonly type: 'node' | 'way' | 'relation'
    readonly ref: number
    readonly role: string
  }[]
}
