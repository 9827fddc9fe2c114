/** A file to take away. */
export interface ExportedFile {
  readonly fileName: string
  readonly text: string
}

/** A name that every file system takes. */
export const fileNameOf = (parts: readonly string[], ending: string): string =>
  `${parts
    .map((part) =>
      part
        .normalize('NFKD')
        .replaceAll(/[^A-Za-z0-9]+/g, '-')
        .replaceAll(/^-+|-+$/g, ''),
    )
    .join('-')}.${ending}`
