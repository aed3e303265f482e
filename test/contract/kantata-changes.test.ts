// The change feeds of the Kantata connector, against what the stand-in's tables say.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change } from '../../subgraphs/ports/changes.ts';
import type { PsaChangeKind } from '../../subgraphs/ports/psa.ts';
import { person, ref, type Rig, startKantata, write } from './kantata-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startKantata({ size: 'medium', isWritten: true });
});
afterAll(() => rig.close());

/** A round from a cursor to its end. */
async function round(kind: PsaChangeKind, from: string | null) {
  const changes: Change[] = [];
  let cursor = from;
  for (let pages = 1; ; pages += 1) {
    const page = await rig.port.changes(person(), kind, cursor);
    changes.push(...page.changes);
    cursor = page.cursor;
    if (page.complete) return { changes, cursor, pages };
    if (pages > 100) throw new Error('the feed does not end');
  }
}

const distinct = (changes: readonly Change[]): readonly string[] =>
  [...new Set(changes.map((change) => change.ref.id))].sort();

describe('the first round', () => {
  test.each([
    ['CUSTOMER', 'workspace_groups'],
    ['PROJECT', 'workspaces'],
    ['RESOURCE', 'users'],
  ] as const)('of %s tells everything there is', async (kind, table) => {
    const { changes, pages } = await round(kind, null);
    const ids = rig.table(table).map((row) => row.id);
    expect(distinct(changes)).toEqual([...ids].sort());
    expect(pages).toBeLessThanOrEqual(Math.ceil(ids.length / 200) + 1);
    expect(changes.every((change) => change.ref.kind === kind && !change.deleted)).toBe(true);
  });

  test('customers name their accounts in the CRM, as the references say', async () => {
    const { changes } = await round('CUSTOMER', null);
    const references = rig.table('external_references').filter((row) => row.subject_type === 'WorkspaceGroup');
    const linked = changes.flatMap((change) => change.links);
    expect(linked.map((link) => link.id).sort()).toEqual(references.map((row) => String(row.service_model_ref)).sort());
    expect(linked.every((link) => link.system === 'CRM' && link.kind === 'CUSTOMER')).toBe(true);
    expect(changes.some((change) => change.links.length === 0)).toBe(true);
  });

  test('people are matched by their addresses', async () => {
    const { changes } = await round('RESOURCE', null);
    const [user] = rig.table('users');
    const change = changes.find((candidate) => candidate.ref.id === user?.id);
    expect(change).toMatchObject({ name: user?.full_name, matchKeys: [`email:${String(user?.email_address)}`] });
  });
});

describe('later rounds', () => {
  test('tell what was changed since, and overlap instead of missing', async () => {
    const { cursor } = await round('PROJECT', null);
    const quiet = await round('PROJECT', cursor);
    const [project, other] = rig.table('workspaces').filter((row) => row.archived !== true);
    rig.clock.advance(600);
    await write(rig, 'PUT', `workspaces/${project?.id ?? ''}`, { workspace: { title: 'Renamed by its lead' } });
    const next = await round('PROJECT', quiet.cursor);
    expect(next.changes.map((change) => change.name)).toContain('Renamed by its lead');
    expect(distinct(next.changes)).not.toContain(other?.id);

    // Told once more while the overlap reaches it, then no more.
    const overlapping = await round('PROJECT', next.cursor);
    expect(distinct(overlapping.changes)).toEqual([project?.id]);
    rig.clock.advance(3_600);
    await write(rig, 'PUT', `workspaces/${other?.id ?? ''}`, { workspace: { title: 'Renamed an hour later' } });
    const later = await round('PROJECT', overlapping.cursor);
    const last = await round('PROJECT', later.cursor);
    expect(distinct(last.changes)).toEqual([other?.id]);
  });

  test('tell a person who changed, though people carry no stamp', async () => {
    const { cursor } = await round('RESOURCE', null);
    rig.clock.advance(3_600);
    const [user] = rig.table('users').filter((row) => row.disabled !== true);
    await write(rig, 'PUT', `users/${user?.id ?? ''}`, { user: { headline: 'Now a partner' } });
    const { changes } = await round('RESOURCE', cursor);
    expect(distinct(changes)).toEqual([user?.id]);
  });

  test('a bulk change of more than a page within one second is told completely', async () => {
    const { cursor } = await round('PROJECT', null);
    rig.clock.advance(3_600);
    const many = rig.table('workspaces').filter((row) => row.archived !== true);
    expect(many.length).toBeGreaterThan(200);
    await Promise.all(many.map((row) => write(rig, 'PUT', `workspaces/${row.id}`, { workspace: { budgeted: true } })));
    const { changes, pages } = await round('PROJECT', cursor);
    expect(distinct(changes)).toEqual(expect.arrayContaining(many.map((row) => row.id)));
    expect(pages).toBeGreaterThan(1);
  });

  test('a group that is no company is nobody, but moves the feed on', async () => {
    const { cursor } = await round('CUSTOMER', null);
    rig.clock.advance(3_600);
    await write(rig, 'POST', 'workspace_groups', { workspace_group: { name: 'Key accounts', company: false } });
    await write(rig, 'POST', 'workspace_groups', {
      workspace_group: { name: 'Tarn & Fell', company: true, website: 'https://www.tarn-fell.example' },
    });
    const { changes } = await round('CUSTOMER', cursor);
    expect(changes.map((change) => change.name)).not.toContain('Key accounts');
    const made = changes.find((change) => change.name === 'Tarn & Fell');
    expect(made).toMatchObject({ matchKeys: ['domain:tarn-fell.example'], links: [] });
  });

  test('a cursor of another feed is refused', async () => {
    const { cursor } = await rig.port.changes(person(), 'CUSTOMER', null);
    await expect(rig.port.changes(person(), 'PROJECT', cursor)).rejects.toThrow(
      'is not of the PROJECT feed of kantata',
    );
    expect(ref('PROJECT', '1').instance).toBe('kantata');
  });
});
