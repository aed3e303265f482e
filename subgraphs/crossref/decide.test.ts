// The rules of identity without a database: what claims come to, in any order, is the same and unique both ways.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identityText, mintId, type VendorRef } from '../../schema/canon/identity.ts';
import { account, erp, group } from './crossref-rig.ts';
import { type Claim, claimOf, decide, isSettled, knownOf, type Row, type Telling } from './decide.ts';

const claim = (ref: VendorRef, target: VendorRef | null, telling: Telling = 'READ'): Claim => ({
  ref,
  target,
  telling,
});
const own = (ref: VendorRef, seen = true): Row => ({ ref, id: mintId(ref), seen });
const linked = (ref: VendorRef, target: VendorRef): Row => ({ ref, id: mintId(target), seen: true });

/** The rows after some decisions. */
function after(rows: readonly Row[], claims: readonly Claim[]): readonly Row[] {
  const { inserted, moved, newlySeen } = decide(rows, claims);
  const changed = new Map(
    [...moved.map((each) => each.after), ...newlySeen].map((row) => [identityText(row.ref), row]),
  );
  return [...rows.map((row) => changed.get(identityText(row.ref)) ?? row), ...inserted];
}

test('a record of the system of record keeps its own id, whatever it names', () => {
  expect(claimOf({ ref: account('A'), links: [erp('1')] }, 'READ').target).toBeNull();
});

test('a link takes the id of the record it names, and puts that record on file unseen', () => {
  const { known, inserted } = decide([], [claim(erp('1'), account('A'))]);
  expect(known).toEqual([{ id: mintId(account('A')), linked: true, seen: true, refusal: { kind: 'NONE' } }]);
  expect(inserted).toContainEqual({ ref: account('A'), id: mintId(account('A')), seen: false });
});

test('of two claims made at once the smaller vendor id holds, whoever is named first', () => {
  for (const claims of [
    ['1', '2'],
    ['2', '1'],
  ].map((ids) => ids.map((id) => claim(erp(id), account('A'))))) {
    const { known, conflicts } = decide([], claims);
    const byId = Object.fromEntries(claims.map(({ ref }, index) => [ref.id, known[index]]));
    expect(byId['1']).toMatchObject({ linked: true });
    expect(byId['2']).toMatchObject({ id: mintId(erp('2')), refusal: { claimedId: mintId(account('A')) } });
    expect(conflicts).toEqual([{ ownId: mintId(erp('2')), claimedId: mintId(account('A')) }]);
  }
});

test('what was held before is held still, however small the vendor id of the second claimant', () => {
  const { known } = decide([linked(erp('9'), account('A')), own(account('A'))], [claim(erp('1'), account('A'))]);
  expect(known).toMatchObject([{ id: mintId(erp('1')), refusal: { claimedId: mintId(account('A')) } }]);
});

test('reading adds a link and never moves or undoes one', () => {
  const rows = [linked(erp('1'), account('A')), own(account('A'))];
  expect(decide(rows, [claim(erp('1'), null), claim(erp('1'), account('B'))])).toMatchObject({
    moved: [],
    inserted: [],
  });
  expect(after([own(erp('1'))], [claim(erp('1'), account('A'))])).toContainEqual(linked(erp('1'), account('A')));
});

test('the change query moves a link and undoes one', () => {
  const rows = [linked(erp('1'), account('A')), own(account('A')), own(account('B'))];
  expect(after(rows, [claim(erp('1'), account('B'), 'TOLD')])).toContainEqual(linked(erp('1'), account('B')));
  expect(after(rows, [claim(erp('1'), null, 'TOLD')])).toContainEqual(own(erp('1')));
  expect(after(rows, [claim(erp('1'), null, 'TOLD')]), 'the account stays itself').toContainEqual(own(account('A')));
});

test('two records that swapped their links both get what they name', () => {
  const rows = [linked(erp('1'), account('A')), linked(erp('2'), account('B')), own(account('A')), own(account('B'))];
  const swapped = after(rows, [claim(erp('1'), account('B'), 'TOLD'), claim(erp('2'), account('A'), 'TOLD')]);
  expect(swapped).toContainEqual(linked(erp('1'), account('B')));
  expect(swapped).toContainEqual(linked(erp('2'), account('A')));
});

test('an id that its holder lets go goes to the other that claims it', () => {
  const rows = [linked(erp('1'), account('A')), own(erp('2')), own(account('A'))];
  const { known } = decide(rows, [claim(erp('2'), account('A')), claim(erp('1'), null, 'TOLD')]);
  expect(known).toMatchObject([{ id: mintId(account('A')) }, { id: mintId(erp('1')) }]);
});

const targets = [null, ...['A', 'B', 'C'].map(account)];
const anyClaim = fc
  .record({
    ref: fc.constantFrom(...['1', '2', '3', '4'].flatMap((id) => [erp(id), group(id)]), account('A'), account('B')),
    target: fc.constantFrom(...targets),
    telling: fc.constantFrom<Telling>('NAMED', 'READ', 'TOLD'),
  })
  .map(({ ref, target, telling }) => claim(ref, ref.system === 'CRM' || telling === 'NAMED' ? null : target, telling));

test('whatever is claimed in whatever batches, ids stay unique both ways and come from the record or from what it names', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyClaim, { maxLength: 8 }), { maxLength: 8 }), (batches) => {
      let rows: readonly Row[] = [];
      for (const batch of batches) {
        const { known } = decide(rows, batch);
        rows = after(rows, batch);
        const seats = rows.map(({ ref, id }) => [ref.system, ref.instance, ref.kind, id].join('|'));
        expect(new Set(seats).size).toBe(rows.length);
        expect(new Set(rows.map(({ ref }) => identityText(ref))).size).toBe(rows.length);
        const allowed = new Set<string>([...targets].flatMap((target) => (target === null ? [] : [mintId(target)])));
        for (const { ref, id } of rows) expect(id === mintId(ref) || allowed.has(id)).toBe(true);
        batch.forEach(({ ref }, index) =>
          expect(rows.find((row) => identityText(row.ref) === identityText(ref))!.id).toBe(known[index]!.id),
        );
      }
    }),
    { numRuns: 300 },
  );
});

test('what is settled changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anyClaim, { maxLength: 10 }), anyClaim, (earlier, next) => {
      const rows = after([], earlier);
      const row = rows.find(({ ref }) => identityText(ref) === identityText(next.ref));
      if (row === undefined || !isSettled(next, knownOf(row))) return;
      const { inserted, moved, newlySeen, conflicts } = decide(rows, [next]);
      expect({ inserted, moved, newlySeen, conflicts }).toEqual({
        inserted: [],
        moved: [],
        newlySeen: [],
        conflicts: [],
      });
    }),
    { numRuns: 500 },
  );
});
