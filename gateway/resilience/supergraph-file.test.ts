import { mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SupergraphFile } from './supergraph-file.ts';

let directory: string;
let path: string;
let told: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'supergraph-'));
  path = join(directory, 'supergraph.graphql');
  told = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

function watch(text: string): SupergraphFile {
  return new SupergraphFile(path, text, {
    changed: (sdl) => {
      told.push(sdl);
      return Promise.resolve();
    },
    lost: () => told.push('lost'),
  });
}

describe('the supergraph’s file', () => {
  it('is told of once it has stood still, and once', async () => {
    writeFileSync(path, 'one');
    const file = watch('one');
    for (let n = 0; n < 3; n += 1) await file.look();
    writeFileSync(path, 'two, half writ');
    await file.look();
    writeFileSync(path, 'two, half written and then whole');
    await file.look();
    expect(told).toEqual([]);
    for (let n = 0; n < 3; n += 1) await file.look();
    expect(told).toEqual(['two, half written and then whole']);
  });

  it('is noticed when another is renamed into its place, or its link is turned', async () => {
    writeFileSync(path, 'one');
    const file = watch('one');
    writeFileSync(`${path}.next`, 'two');
    renameSync(`${path}.next`, path);
    for (let n = 0; n < 2; n += 1) await file.look();
    writeFileSync(join(directory, 'third'), 'three');
    unlinkSync(path);
    symlinkSync(join(directory, 'third'), path);
    for (let n = 0; n < 2; n += 1) await file.look();
    expect(told).toEqual(['two', 'three']);
  });

  it('is not told of when it was only touched, and its loss is told once', async () => {
    writeFileSync(path, 'one');
    const file = watch('one');
    for (let n = 0; n < 3; n += 1) {
      writeFileSync(path, 'one');
      for (let looks = 0; looks < 2; looks += 1) await file.look();
    }
    unlinkSync(path);
    for (let n = 0; n < 3; n += 1) await file.look();
    expect(told).toEqual(['lost']);
  });
});
