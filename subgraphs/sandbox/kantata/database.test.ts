import { expect, test } from 'vitest';
import { createDatabase } from './database.ts';

test('an index follows inserts, updates and removals, also over lists of ids', () => {
  const table = createDatabase().table('invoices');
  const first = table.insert({ id: '5', status: 'new', workspace_ids: ['1', '2'] });
  expect(table.by('workspace_ids', '2')).toEqual([first]);
  const second = table.insert({ id: '7', status: 'new', workspace_ids: ['2'] });
  expect(table.by('workspace_ids', '2')).toEqual([first, second]);
  table.update(first, { workspace_ids: ['3'] });
  expect(table.by('workspace_ids', '2')).toEqual([second]);
  expect(table.by('workspace_ids', '3')).toEqual([first]);
  table.remove(second);
  expect(table.by('workspace_ids', '2')).toEqual([]);
  expect(table.find('7')).toBeUndefined();
});

test('ids go on from the largest there ever was, and the version counts every write', () => {
  const database = createDatabase();
  const table = database.table('posts');
  const row = table.insert({ id: '41' });
  table.remove(row);
  expect(table.nextId()).toBe('42');
  expect(database.version).toBe(2);
  expect(() => {
    table.insert({ id: '9' });
    table.insert({ id: '9' });
  }).toThrow('posts 9 exists already');
});
