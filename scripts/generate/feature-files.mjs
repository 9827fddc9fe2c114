// The files of a new feature, as the tree has them for drivers or depots: a name, an organization, soft delete,
// versions, audit and change events. Whoever runs the generator starts from something that works and is tested.

/** `path → text` of every file that a new feature adds. `n` is what `namesOf` answers. */
export function featureFiles(n, { stamp }) {
  const services = `packages/services/src/${n.plural.kebab}`
  return {
    [`packages/domain/src/${n.kebab}.ts`]: domain(n),
    [`packages/db/src/tables/${n.kebab}.ts`]: table(n),
    [`packages/db/src/migrations/${stamp}-${n.plural.kebab}.ts`]: migration(n),
    [`${services}/internal.ts`]: internal(n),
    [`${services}/create-${n.kebab}.ts`]: create(n),
    [`${services}/list-${n.plural.kebab}.ts`]: list(n),
    [`${services}/update-${n.kebab}.ts`]: update(n),
    [`${services}/remove-${n.kebab}.ts`]: removeOrRestore(n, true),
    [`${services}/restore-${n.kebab}.ts`]: removeOrRestore(n, false),
    [`packages/services/test/${n.plural.kebab}.test.ts`]: servicesTest(n),
    [`packages/api/src/routers/${n.plural.kebab}.ts`]: router(n),
    [`apps/web/src/features/${n.plural.kebab}/${n.plural.kebab}-section.tsx`]: section(n),
    [`apps/web/src/features/${n.plural.kebab}/${n.kebab}-form.tsx`]: form(n),
  }
}

const article = (n) => (/^[aeiou]/.test(n.words) ? 'an' : 'a')
const capital = (text) => text[0].toUpperCase() + text.slice(1)

const domain = (n) => `import { z } from 'zod'
import { ${n.camel}Id, type ${n.pascal}Id } from './ids.ts'
import { freeText, textLine } from './text.ts'

export const ${n.camel}Fields = z.strictObject({
  name: textLine(80),
  notes: freeText(2_000).default(''),
})
export interface ${n.pascal} extends Readonly<z.infer<typeof ${n.camel}Fields>> {
  readonly id: ${n.pascal}Id
  /** Grows by one with each change; a save names the version it read. */
  readonly version: number
}
export const create${n.pascal}Input = ${n.camel}Fields.extend({ id: ${n.camel}Id })
export const update${n.pascal}Input = z.strictObject({
  id: ${n.camel}Id,
  version: z.int(),
  name: ${n.camel}Fields.shape.name.optional(),
  notes: freeText(2_000).optional(),
})
export const ${n.camel}IdInput = z.strictObject({ id: ${n.camel}Id })

export type Create${n.pascal}Input = z.infer<typeof create${n.pascal}Input>
export type Update${n.pascal}Input = z.infer<typeof update${n.pascal}Input>
`

const table = (n) => `import type { ${n.pascal}Id, OrganizationId } from '@cartage/domain'
import type { SoftDeleted } from './stamps.ts'

export interface ${n.pascal}Table extends SoftDeleted {
  organizationId: OrganizationId
  id: ${n.pascal}Id
  name: string
  notes: string
}
`

const migration = (n) => `import { type Kysely, sql } from 'kysely'

/** ${capital(n.plural.words)} of an organization. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql\`
    create table ${n.snake} (
      organization_id uuid not null references organization (id),
      id uuid not null,
      name text not null check (length(name) between 1 and 80),
      notes text not null default '',
      version integer not null default 1 check (version > 0),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      deleted_at timestamptz,
      primary key (organization_id, id)
    )\`.execute(db)
  await sql\`
    create unique index ${n.snake}_name on ${n.snake} (organization_id, lower(name)) where deleted_at is null
  \`.execute(db)
  await sql\`
    create trigger updated before update on ${n.snake} for each row execute function set_updated_at()
  \`.execute(db)
  await sql\`alter table ${n.snake} enable row level security\`.execute(db)
  await sql\`alter table ${n.snake} force row level security\`.execute(db)
  await sql\`
    create policy tenant on ${n.snake}
      using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid)
      with check (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid)
  \`.execute(db)
}
`

const internal = (n) => `import type { TenantTransaction } from '@cartage/db'
import { type ${n.pascal}, type ${n.pascal}Id, notFound } from '@cartage/domain'

export const ${n.camel}Columns = ['id', 'name', 'notes', 'version'] as const

/** The ${n.words}, unless it is missing, removed or another organization's. */
export async function find${n.pascal}Row(
  trx: TenantTransaction,
  id: ${n.pascal}Id,
): Promise<${n.pascal} | undefined> {
  return trx
    .selectFrom('${n.camel}')
    .select(${n.camel}Columns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
}

/** The ${n.words}, held until the transaction ends; NOT_FOUND when it is missing, removed or another organization's. */
export async function lock${n.pascal}Row(trx: TenantTransaction, id: ${n.pascal}Id): Promise<${n.pascal}> {
  const row = await trx
    .selectFrom('${n.camel}')
    .select(${n.camel}Columns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('${n.words}')
  return row
}
`

const nameTaken = (n) => `'${n.snake}_name', 'Another ${n.words} already has this name.'`

const create = (n) => `import type { Create${n.pascal}Input, ${n.pascal} } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { sameOrConflict } from '../tenancy/same-or-conflict.ts'
import { find${n.pascal}Row, ${n.camel}Columns } from './internal.ts'

/** Adds ${article(n)} ${n.words}. Repeating it with the same id and content is harmless. */
export async function create${n.pascal}({ ctx, input }: Call<Create${n.pascal}Input>): Promise<${n.pascal}> {
  authorize(ctx, 'fleet:write')
  const work = inTenant(ctx, async (trx) => {
    const created = await trx
      .insertInto('${n.camel}')
      .values({ ...input, organizationId: ctx.organizationId })
      .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doNothing())
      .returning(${n.camel}Columns)
      .executeTakeFirst()
    if (created === undefined) return sameOrConflict(await find${n.pascal}Row(trx, input.id), input, '${n.words}')
    await recordAudit(trx, ctx, { action: '${n.camel}.create', entity: '${n.camel}', entityId: created.id })
    await announce(trx, ctx, { kind: '${n.camel}.changed', entityId: created.id })
    return created
  })
  return rewordConflict(work, ${nameTaken(n)})
}
`

const list = (n) => `import { PAGE_LIMIT, type ${n.pascal} } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { ${n.camel}Columns } from './internal.ts'

export interface ${n.pascal}List {
  readonly items: readonly ${n.pascal}[]
}

/** The organization's ${n.plural.words} by name. */
export async function list${n.plural.pascal}({ ctx }: { readonly ctx: StaffContext }): Promise<${n.pascal}List> {
  authorize(ctx, 'fleet:read')
  return inTenant(ctx, async (trx) => {
    const items = await trx
      .selectFrom('${n.camel}')
      .select(${n.camel}Columns)
      .where('deletedAt', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .limit(PAGE_LIMIT)
      .execute()
    return { items }
  })
}
`

const update = (n) => `import type { ${n.pascal}, Update${n.pascal}Input } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { requireVersion } from '../tenancy/require-version.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { withoutUndefined } from '../tenancy/without-undefined.ts'
import { lock${n.pascal}Row, ${n.camel}Columns } from './internal.ts'

/** Changes the named fields of ${article(n)} ${n.words}; CONFLICT when it changed since it was read. */
export async function update${n.pascal}({ ctx, input }: Call<Update${n.pascal}Input>): Promise<${n.pascal}> {
  authorize(ctx, 'fleet:write')
  const { id, version, ...fields } = input
  const work = inTenant(ctx, async (trx) => {
    const before = await lock${n.pascal}Row(trx, id)
    requireVersion(before.version, version, '${n.words}')
    const after = await trx
      .updateTable('${n.camel}')
      .set({ ...withoutUndefined(fields), version: version + 1 })
      .where('id', '=', id)
      .returning(${n.camel}Columns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: '${n.camel}.update',
      entity: '${n.camel}',
      entityId: id,
      detail: { fields: Object.keys(fields) },
    })
    await announce(trx, ctx, { kind: '${n.camel}.changed', entityId: id })
    return after
  })
  return rewordConflict(work, ${nameTaken(n)})
}
`

const removeOrRestore = (n, isRemove) => {
  const verb = isRemove ? 'remove' : 'restore'
  const work = `inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('${n.camel}')
      .select(['id', 'deletedAt'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('${n.words}')
    if (row.deletedAt ${isRemove ? '!==' : '==='} null) return { id: row.id }
    await trx
      .updateTable('${n.camel}')
      .set({ deletedAt: ${isRemove ? 'ctx.now()' : 'null'} })
      .where('id', '=', input.id)
      .execute()
    await recordAudit(trx, ctx, { action: '${n.camel}.${verb}', entity: '${n.camel}', entityId: row.id })
    await announce(trx, ctx, { kind: '${n.camel}.changed', entityId: row.id })
    return { id: row.id }
  })`
  return `import { notFound, type ${n.pascal}Id } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
${isRemove ? '' : "import { rewordConflict } from '../tenancy/reword-conflict.ts'\n"}
/** ${isRemove ? `Hides the ${n.words}; \`restore${n.pascal}\` brings it back.` : `Brings a removed ${n.words} back.`} Repeating it is harmless. */
export async function ${verb}${n.pascal}({
  ctx,
  input,
}: Call<{ readonly id: ${n.pascal}Id }>): Promise<{ readonly id: ${n.pascal}Id }> {
  authorize(ctx, 'fleet:write')
${isRemove ? `  return ${work}` : `  const work = ${work}\n  return rewordConflict(work, ${nameTaken(n)})`}
}
`
}

const router = (
  n,
) => `import { create${n.pascal}Input, ${n.camel}IdInput, update${n.pascal}Input } from '@cartage/domain'
import {
  create${n.pascal},
  list${n.plural.pascal},
  remove${n.pascal},
  restore${n.pascal},
  update${n.pascal},
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'fleet:read' })
const write = staff.meta({ access: 'fleet:write' })

export const ${n.plural.camel}Router = router({
  create: write.input(create${n.pascal}Input).mutation(({ ctx, input }) => create${n.pascal}({ ctx, input })),
  list: read.query(({ ctx }) => list${n.plural.pascal}({ ctx })),
  remove: write.input(${n.camel}IdInput).mutation(({ ctx, input }) => remove${n.pascal}({ ctx, input })),
  restore: write.input(${n.camel}IdInput).mutation(({ ctx, input }) => restore${n.pascal}({ ctx, input })),
  update: write.input(update${n.pascal}Input).mutation(({ ctx, input }) => update${n.pascal}({ ctx, input })),
})
`

const servicesTest = (n) => `import { anId } from '@cartage/testing'
import { describe, expect, it } from 'vitest'
import { create${n.pascal}, list${n.plural.pascal}, remove${n.pascal}, restore${n.pascal}, update${n.pascal} } from '../src/index.ts'
import { useServices } from './use-services.ts'

const services = useServices()

const a${n.pascal} = (name: string) => ({ id: anId<'${n.camel}'>(), name, notes: '' })

describe('${n.plural.words}', () => {
  it('${article(n)} ${n.words} that was created twice with the same id is there once', async () => {
    const ctx = await services.staff()
    const input = a${n.pascal}('North')

    const first = await create${n.pascal}({ ctx, input })
    const second = await create${n.pascal}({ ctx, input })

    expect(second).toEqual(first)
    expect((await list${n.plural.pascal}({ ctx })).items).toEqual([first])
  })

  it('a save that read an older version is refused', async () => {
    const ctx = await services.staff()
    const { id } = await create${n.pascal}({ ctx, input: a${n.pascal}('North') })
    await update${n.pascal}({ ctx, input: { id, version: 1, name: 'South' } })

    const stale = update${n.pascal}({ ctx, input: { id, version: 1, name: 'West' } })

    await expect(stale).rejects.toMatchObject({ code: 'CONFLICT', reason: 'VERSION' })
  })

  it('a removed ${n.words} comes back', async () => {
    const ctx = await services.staff()
    const created = await create${n.pascal}({ ctx, input: a${n.pascal}('North') })
    await remove${n.pascal}({ ctx, input: { id: created.id } })
    expect((await list${n.plural.pascal}({ ctx })).items).toEqual([])

    await restore${n.pascal}({ ctx, input: { id: created.id } })

    expect((await list${n.plural.pascal}({ ctx })).items).toEqual([created])
  })

  it('two ${n.plural.words} cannot share a name', async () => {
    const ctx = await services.staff()
    await create${n.pascal}({ ctx, input: a${n.pascal}('North') })

    await expect(create${n.pascal}({ ctx, input: a${n.pascal}('north') })).rejects.toThrow(
      'Another ${n.words} already has this name.',
    )
  })

  it('SEC-C03 another organization finds nothing under the id', async () => {
    const ctx = await services.staff()
    const { id } = await create${n.pascal}({ ctx, input: a${n.pascal}('North') })
    const stranger = await services.staff()

    await expect(update${n.pascal}({ ctx: stranger, input: { id, version: 1, name: 'Mine' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await list${n.plural.pascal}({ ctx: stranger })).items).toEqual([])
  })

  it('a viewer may look but not change', async () => {
    const ctx = await services.staff('viewer')

    await expect(list${n.plural.pascal}({ ctx })).resolves.toEqual({ items: [] })
    await expect(create${n.pascal}({ ctx, input: a${n.pascal}('North') })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
`

const form = (n) => `import type { ${n.pascal} } from '@cartage/domain'
import { Button, Field, Input, Textarea } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { newId } from '../../api/new-id.ts'
import { api } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'

export interface ${n.pascal}FormProps {
  /** What is edited; null adds a new one. */
  readonly ${n.camel}: ${n.pascal} | null
  readonly onDone: () => void
}

/** Adds ${article(n)} ${n.words} or changes one. What was typed stays when the save fails. */
export function ${n.pascal}Form({ ${n.camel}, onDone }: ${n.pascal}FormProps): ReactNode {
  const [id] = useState(() => newId())
  const [name, setName] = useState(${n.camel}?.name ?? '')
  const [notes, setNotes] = useState(${n.camel}?.notes ?? '')
  const save = useMutation({
    mutationFn: () =>
      ${n.camel} === null
        ? api.${n.plural.camel}.create.mutate({ id, name, notes })
        : api.${n.plural.camel}.update.mutate({ id: ${n.camel}.id, version: ${n.camel}.version, name, notes }),
    onSuccess: onDone,
  })

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Field label="Name">
        {(control) => (
          <Input
            {...control}
            required
            maxLength={80}
            value={name}
            onChange={(event) => {
              setName(event.target.value)
            }}
          />
        )}
      </Field>
      <Field label="Notes" isOptional>
        {(control) => (
          <Textarea
            {...control}
            maxLength={2000}
            value={notes}
            onChange={(event) => {
              setNotes(event.target.value)
            }}
          />
        )}
      </Field>
      {save.isError ? <FormError error={toHumanError(save.error)} /> : null}
      <Button type="submit" variant="primary" isBusy={save.isPending}>
        Save
      </Button>
    </form>
  )
}
`

const section = (n) => `import type { ${n.pascal} } from '@cartage/domain'
import { Button, EmptyState, Sheet, SkeletonRows, Table, Td, Th, toast, Tr } from '@cartage/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toastError } from '../../api/toast-error.ts'
import { api, trpc } from '../../api/trpc.ts'
import { useCanDispatch } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { ${n.pascal}Form } from './${n.kebab}-form.tsx'

/** The organization's ${n.plural.words}: look, add, change, remove with undo. */
export function ${n.plural.pascal}Section(): ReactNode {
  const canEdit = useCanDispatch()
  const queryClient = useQueryClient()
  const query = useQuery(trpc.${n.plural.camel}.list.queryOptions())
  const [open, setOpen] = useState<${n.pascal} | 'new' | null>(null)
  const refresh = (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: trpc.${n.plural.camel}.list.queryKey() })
  const remove = useMutation({
    mutationFn: ({ id }: ${n.pascal}) => api.${n.plural.camel}.remove.mutate({ id }),
    onSuccess: (_, { id, name }) => {
      toast({
        text: \`\${name} removed\`,
        undo: async () => {
          await api.${n.plural.camel}.restore.mutate({ id })
          await refresh()
        },
      })
    },
    onError: toastError,
    onSettled: refresh,
  })

  if (query.isError) return <QueryError error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <SkeletonRows label="Loading ${n.plural.words}" rows={4} />

  const add = canEdit ? (
    <Button
      variant="primary"
      icon={Plus}
      onClick={() => {
        setOpen('new')
      }}
    >
      Add ${article(n)} ${n.words}
    </Button>
  ) : null

  return (
    <div className="flex flex-col gap-3">
      {query.data.items.length === 0 ? (
        <EmptyState title="No ${n.plural.words} yet" actions={add}>
          What you add here is there for everybody in your organization.
        </EmptyState>
      ) : (
        <>
          <div>{add}</div>
          <Table label="${capital(n.plural.words)}">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th>Notes</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {query.data.items.map((${n.camel}) => (
                <Tr key={${n.camel}.id}>
                  <Td>
                    <Button
                      variant="quiet"
                      onClick={() => {
                        setOpen(${n.camel})
                      }}
                    >
                      {${n.camel}.name}
                    </Button>
                  </Td>
                  <Td>{${n.camel}.notes}</Td>
                  <Td>
                    {canEdit ? (
                      <Button
                        variant="quiet"
                        icon={Trash2}
                        onClick={() => {
                          remove.mutate(${n.camel})
                        }}
                      >
                        Remove
                      </Button>
                    ) : null}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </>
      )}
      <Sheet
        isOpen={open !== null}
        onClose={() => {
          setOpen(null)
        }}
        title={open === null || open === 'new' ? 'New ${n.words}' : open.name}
      >
        {open === null ? null : (
          <${n.pascal}Form
            key={open === 'new' ? 'new' : open.id}
            ${n.camel}={open === 'new' ? null : open}
            onDone={() => {
              setOpen(null)
              void refresh()
            }}
          />
        )}
      </Sheet>
    </div>
  )
}
`
