import { type Kysely, sql } from 'kysely'

/** Operators manage organizations, whose removal has a period of grace; and the owner can read everything for a backup. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements: readonly string[] = [
  `create table identity.organization_removal (
     organization_id uuid primary key references organization (id),
     requested_by uuid not null,
     requested_at timestamptz not null default now(),
     remove_at timestamptz not null
   )`,
  // An operator who was let in is a member until then; whoever is no member any more has no grant.
  `alter table identity.operator_grant
     add foreign key (user_id, organization_id)
       references identity.membership (user_id, organization_id) on delete cascade`,

  // What organizations there are, their names and nothing in them: for transactions that say they are an operator's.
  `create policy operators on organization for select
     using (current_setting('app.is_operator', true) = 'yes')`,

  // Only the owner, in a transaction that says it makes a backup, reads across organizations.
  `do $$ declare tenant_table regclass; begin
     for tenant_table in select oid from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity loop
       execute format(
         'create policy backup on %s for select to current_user using (current_setting(''app.is_backup'', true) = ''yes'')',
         tenant_table);
     end loop;
   end $$`,

  // The server's role may not delete from the audit log, so the owner lends it this one way: all of an organization, when its time has come.
  `create function identity.remove_organization(gone uuid) returns void
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     perform from identity.organization_removal where organization_id = gone and remove_at <= now() for update;
     if not found then
       raise exception 'The organization % is not due to be removed.', gone;
     end if;
     perform set_config('app.organization_id', gone::text, true), set_config('app.depot_ids', '', true);
     delete from public.unassigned where organization_id = gone;
     delete from public.stop where organization_id = gone;
     delete from public.route where organization_id = gone;
     delete from public.plan where organization_id = gone;
     delete from public.import_row where organization_id = gone;
     delete from public."order" where organization_id = gone;
     delete from public.import where organization_id = gone;
     delete from public.column_mapping where organization_id = gone;
     delete from public.shift where organization_id = gone;
     delete from public.driver where organization_id = gone;
     delete from public.vehicle where organization_id = gone;
     delete from public.depot where organization_id = gone;
     delete from public.change_event where organization_id = gone;
     delete from public.audit_event where organization_id = gone;
     delete from identity.sign_in where organization_id = gone;
     delete from identity.oidc_provider where organization_id = gone;
     delete from identity.one_time_token where payload ->> 'organizationId' = gone::text;
     -- Who was nowhere else is erased; an operator stays one.
     delete from identity."user" person using identity.membership ours
       where ours.organization_id = gone and ours.user_id = person.id and not person.is_operator
         and not exists (select from identity.membership other
           where other.user_id = person.id and other.organization_id <> gone);
     delete from identity.membership where organization_id = gone;
     delete from identity.role where organization_id = gone;
     delete from identity.access_policy where organization_id = gone;
     delete from identity.organization_removal where organization_id = gone;
     delete from public.organization where id = gone;
   end $$`,
]
