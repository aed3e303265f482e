// What a person is shown: likely matches, claims and dangling references, noted once and gone when they are settled.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mintId } from '../../schema/canon/identity.ts';
import { binariesHere } from '../store/store-rig.ts';
import { account, crmPlace, erp, erpPlace, type Rig, startRig } from './crossref-rig.ts';
import { createCrossref, type Crossref, type Told } from './crossref.ts';

let rig: Rig;
let crossref: Crossref;

beforeAll(async () => {
  if (binariesHere) rig = await startRig();
});
beforeEach(async () => {
  if (!binariesHere) return;
  await rig.empty();
  crossref = createCrossref(rig.store);
});
afterAll(async () => {
  if (binariesHere) await rig.close();
});

const told = (ref: Told['ref'], name: string, rest: Partial<Told> = {}): Told => ({ ref, links: [], name, ...rest });

/** Candidates of one id without the instant. */
const shown = async (id: string): Promise<unknown[]> =>
  (await crossref.candidatesOf([id]))[0]!.map(({ firstSeenAt, ...rest }) => {
    expect(Date.parse(firstSeenAt)).toBeGreaterThan(0);
    return rest;
  });

describe.skipIf(!binariesHere)('candidates', () => {
  test('a second claim on one identity keeps its own id and is shown on both sides; nothing is merged', async () => {
    const [first] = await crossref.identify([{ ref: erp('7'), links: [account('A')] }]);
    const [second] = await crossref.identify([{ ref: erp('8'), links: [account('A')] }]);
    expect(second).toBe(mintId(erp('8')));
    const claim = { kind: 'CUSTOMER', reason: 'CLAIMED_TWICE', score: '0.99', matchedOn: ['CLAIMED_TWICE'] };
    expect(await shown(first!)).toEqual([{ ...claim, otherId: second }]);
    expect(await shown(second!)).toEqual([{ ...claim, otherId: first }]);
    expect(await shown(mintId(erp('7'))), 'by the alias').toEqual([{ ...claim, otherId: second }]);
    expect(await createCrossref(rig.store).identify([{ ref: erp('8'), links: [account('A')] }])).toEqual([second]);
  });

  test('a claim that is withdrawn, or granted when its holder lets go, is shown no more', async () => {
    const claims = (...links: (string | null)[]): Promise<readonly string[]> =>
      crossref.learn(
        links.map((link, index) => ({ ref: erp(String(index)), links: link === null ? [] : [account(link)] })),
      );
    await claims('A', 'A', 'A');
    expect(await shown(mintId(account('A')))).toHaveLength(2);
    await claims('A', null, 'A');
    expect(await shown(mintId(account('A')))).toMatchObject([{ otherId: mintId(erp('2')) }]);
    expect(await claims('B', null, 'A')).toEqual([mintId(account('B')), mintId(erp('1')), mintId(account('A'))]);
    expect(await shown(mintId(account('A')))).toEqual([]);
  });

  test('a reference to a record that its system does not have is shown once that system was read whole', async () => {
    await crossref.learn([{ ref: erp('7'), links: [account('GONE')] }]);
    await crossref.saveCursor(erpPlace, 'e1');
    await crossref.settle(erpPlace);
    const id = mintId(account('GONE'));
    expect(await shown(id), 'the CRM was not read yet').toEqual([]);
    await crossref.learn([{ ref: account('A'), links: [] }]);
    await crossref.saveCursor(crmPlace, 'c1');
    await crossref.settle(crmPlace);
    const dangling = {
      kind: 'CUSTOMER',
      reason: 'DANGLING_REFERENCE',
      score: '0.99',
      matchedOn: ['DANGLING_REFERENCE'],
    };
    expect(await shown(id)).toEqual([{ ...dangling, otherId: mintId(erp('7')) }]);
    expect(await shown(mintId(account('A')))).toEqual([]);
    // It was only late.
    await crossref.identify([{ ref: account('GONE'), links: [] }]);
    expect(await shown(id)).toEqual([]);
  });

  test('records that agree on name, domain or tax number are shown with what agreed, linked ones are not', async () => {
    const [a, b, linked] = await crossref.learn([
      told(account('A'), 'Acme Ltd', { matchKeys: ['domain:acme.com'] }),
      told(account('B'), 'ACME', { matchKeys: ['domain:acme.com'] }),
      told(erp('7'), 'Acme', { links: [account('A')], matchKeys: ['taxId:DE1'] }),
    ]);
    expect(linked).toBe(a);
    const match = { kind: 'CUSTOMER', reason: 'LIKELY_MATCH', score: '0.88', matchedOn: ['DOMAIN', 'NAME'] };
    expect(await shown(a!)).toEqual([{ ...match, otherId: b }]);
    expect(await shown(b!)).toEqual([{ ...match, otherId: a }]);
  });

  test('a match is kept with the day it was first noted, and goes when nothing agrees any more', async () => {
    const [a] = await crossref.learn([told(account('A'), 'Acme'), told(erp('7'), 'Acme')]);
    const before = (await crossref.candidatesOf([a!]))[0]![0]!;
    await crossref.learn([told(erp('7'), 'Acme', { matchKeys: ['taxId:1'] })]);
    expect((await crossref.candidatesOf([a!]))[0]![0]!.firstSeenAt).toBe(before.firstSeenAt);
    await crossref.learn([told(erp('7'), 'Bolt')]);
    expect(await shown(a!)).toEqual([]);
  });

  test('a likely match that is linked is settled, and what the record is matched by goes with it', async () => {
    await crossref.learn([told(account('A'), 'Acme'), told(account('B'), 'Acme GmbH'), told(erp('7'), 'Acme')]);
    expect(await shown(mintId(account('A')))).toHaveLength(2);
    // By a resolver, before the change query tells of it.
    await crossref.identify([{ ref: erp('7'), links: [account('A')] }]);
    expect(await shown(mintId(account('A')))).toMatchObject([{ otherId: mintId(account('B')) }]);
  });

  test('a conflict says more than an agreement, and a key that everybody has says nothing', async () => {
    await crossref.learn([
      told(account('A'), 'Acme'),
      told(erp('7'), 'Acme', { links: [account('A')] }),
      told(erp('8'), 'Acme', { links: [account('A')] }),
    ]);
    expect(await shown(mintId(account('A')))).toMatchObject([{ reason: 'CLAIMED_TWICE', otherId: mintId(erp('8')) }]);
    await rig.empty();
    const many = Array.from({ length: 12 }, (_, index) => told(account(String(index)), 'New customer'));
    const ids = await crossref.learn(many);
    expect(await crossref.candidatesOf(ids)).toEqual(ids.map(() => []));
  });

  test('three systems that tell at once miss no match', async () => {
    const systems = [0, 1, 2].map((index) => (id: string) => ({ ...erp(id), instance: `erp${index}` }));
    const all = await Promise.all(
      systems.map((ref) => createCrossref(rig.store).learn(['1', '2', '3'].map((id) => told(ref(id), `Firm ${id}`)))),
    );
    for (const found of await crossref.candidatesOf(all.flat())) expect(found).toHaveLength(2);
  });
});
