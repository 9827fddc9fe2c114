import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import multipart, { type MultipartFile } from '@fastify/multipart'
import {
  CartageError,
  customProfileTexts,
  MAX_CUSTOM_PROFILES,
  MAX_PROFILE_LENGTH,
  regionName,
  regionProfileList,
  startImportInput,
  usualProfiles,
} from '@cartage/domain'
import { buildRegionFromUpload, startImport } from '@cartage/services'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { HttpAppOptions } from './app.ts'
import { staffOf } from './visitor.ts'

const ORDER_FILE_BYTES = 25 * 1024 ** 2

/** A character takes four bytes at most, one that JSON escapes six. */
const PROFILES_BYTES = 6 * MAX_CUSTOM_PROFILES * MAX_PROFILE_LENGTH

const regionUploadInput = z.strictObject({
  name: regionName,
  /** Names with commas between. */
  profiles: z.preprocess(
    (list) => (typeof list === 'string' ? list.split(',') : list),
    regionProfileList.default(usualProfiles),
  ),
})

/**
 * `POST /api/uploads/orders?id=&depotId=&date=` and `POST /api/uploads/regions?name=&profiles=`: one file as the multipart
 * field `file`, read as a stream and counted as it comes in. Before it a region may have the field `customProfiles`, a JSON list of
 * the texts of profile files.
 */
export async function addUploads(app: FastifyInstance, options: HttpAppOptions): Promise<void> {
  const { environment, services } = options
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: 1, fields: 1, parts: 2, headerPairs: 50, fieldSize: PROFILES_BYTES },
    })

    scope.post('/api/uploads/orders', async (request, reply) => {
      const ctx = await staffOf(options, request, reply)
      const input = parseQuery(startImportInput, request)
      // The form reader would cut the file at its limit without a word; one byte more, and the import refuses it.
      const { file, filename } = await fileOf(request, ORDER_FILE_BYTES + 1)
      const upload = { ...input, fileName: filename, file, maxBytes: ORDER_FILE_BYTES }
      return startImport({ ctx, input: upload }).catch(refuseBrokenForm)
    })

    scope.post('/api/uploads/regions', async (request, reply) => {
      const ctx = await staffOf(options, request, reply)
      const { name, profiles } = parseQuery(regionUploadInput, request)
      const upload = await fileOf(request, environment.maxImportBytes)
      const customProfiles = profileTextsOf(upload)
      const folder = path.join(environment.dataDir, 'uploads')
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // Never the sender's file name: it could name any place (SEC-E07).
      const stored = path.join(folder, services.newId())
      try {
        await pipeline(upload.file, createWriteStream(stored, { flags: 'wx', mode: 0o600 }))
        if (upload.file.truncated) throw tooLarge(environment.maxImportBytes)
        const { filename } = upload
        return await buildRegionFromUpload({
          ctx,
          input: { name, path: stored, fileName: filename, profiles, customProfiles },
        })
      } catch (error) {
        await rm(stored, { force: true })
        return refuseBrokenForm(error)
      }
    })
  })
}

/** The form reader throws plain errors for what the sender did. */
const BROKEN_FORM = /^(Multipart: |Unexpected end of |Malformed |Part terminated early)|^Premature close$/

/** Rethrows, a broken form as INVALID. */
function refuseBrokenForm(error: unknown): never {
  if (!(error instanceof Error) || !BROKEN_FORM.test(error.message)) throw error
  throw new CartageError('INVALID', 'The form with the file is broken or was cut off. Send it again.', {
    field: 'file',
    cause: error,
  })
}

function parseQuery<Output>(schema: z.ZodType<Output>, request: FastifyRequest): Output {
  const parsed = schema.safeParse(request.query)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new CartageError('INVALID', `${field}: ${issue?.message ?? 'not understood'}`, { field })
}

/** The texts that came before the file. */
function profileTextsOf({ fields }: MultipartFile): readonly string[] {
  const field = [fields['customProfiles']].flat()[0]
  if (field === undefined) return []
  const parsed = readJson.pipe(customProfileTexts).safeParse('value' in field ? field.value : undefined)
  if (parsed.success && !('fieldnameTruncated' in field && field.valueTruncated)) return parsed.data
  const message = parsed.error?.issues[0]?.message ?? 'It is too long.'
  throw new CartageError('INVALID', `customProfiles: ${message}`, { field: 'customProfiles' })
}

const readJson = z.string().transform((text, issues): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    issues.addIssue({ code: 'custom', message: 'Expected a JSON list of texts.' })
    return z.NEVER
  }
})

async function fileOf(request: FastifyRequest, maxBytes: number): Promise<MultipartFile> {
  if (!request.isMultipart()) {
    throw new CartageError('INVALID', 'Send the file as a form with one part called "file".')
  }
  const part = await request.file({ limits: { fileSize: maxBytes } }).catch(refuseBrokenForm)
  if (part === undefined || part.fieldname !== 'file') {
    throw new CartageError('INVALID', 'The form has no part called "file".', { field: 'file' })
  }
  return part
}

const tooLarge = (maxBytes: number): CartageError =>
  new CartageError('LIMIT_REACHED', `The file is larger than ${Math.round(maxBytes / 1024 ** 2)} MiB.`, {
    reason: 'FILE_TOO_LARGE',
  })
