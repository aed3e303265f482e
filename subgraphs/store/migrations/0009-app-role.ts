// The role our processes work as, whoever the database's user is: it reads and writes our tables, makes and changes none of them, and of
// the audit it can only read and add.
import type { Migration } from '../migration.ts';

/** Taken on by every connection of a store (store.ts). */
export const appRole = 'engagement_app';

export const appRoleAndGrants: Migration = {
  number: 9,
  name: 'app-role',
  sql: `
    do $$
    begin
      if not exists (select from pg_roles where rolname = '${appRole}') then
        create role ${appRole} nologin;
      end if;
      -- an administrator may have given it already, to a user who may not give it on
      if not pg_has_role(current_user, '${appRole}', 'member') then
        execute format('grant ${appRole} to %I', current_user);
      end if;
      grant usage on schema public to ${appRole};
      grant select, insert, update, delete on all tables in schema public to ${appRole};
      grant usage, select, update on all sequences in schema public to ${appRole};
      -- what later migrations make
      alter default privileges in schema public grant select, insert, update, delete on tables to ${appRole};
      alter default privileges in schema public grant usage, select, update on sequences to ${appRole};
      -- the engine makes its tables itself; we look runs up in them
      alter default privileges grant usage on schemas to ${appRole};
      alter default privileges grant select on tables to ${appRole};
      if exists (select from pg_namespace where nspname = 'dbos') then
        grant usage on schema dbos to ${appRole};
        grant select on all tables in schema dbos to ${appRole};
      end if;
      revoke all on audit_entry, audit_head, migration from ${appRole};
      grant select, insert on audit_entry to ${appRole};
      grant select, insert, update on audit_head to ${appRole};
      grant select on migration to ${appRole};
    exception when insufficient_privilege then
      raise notice 'no role ${appRole}: the audit is kept by triggers alone';
    end $$;
  `,
};
