// Which functions of the rules product code imports: a rule that is proven and imported by nothing keeps nothing yet,
// unless its own file uses it.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from './register.ts';

/** Why a proven function waits for the product. */
export const waiting: Readonly<Record<string, string>> = {
  taxPoints: 'for receipts of advances: the ERP posts tax by the invoice, and no receipt of a deposit is read yet',
  numberFaults:
    'for the close: a gap is one only beside all documents of an entity’s series, people’s own included, and the ERP’s are not listed yet',
  isBeforeCutoff: 'for the close’s checklist: releases go by days, in the entity’s zone (closeDays, timeZone)',
  postingVerdict: 'for named overrides of LOCKED periods: nobody can give one yet, so landingOf takes OPEN alone',
  accrued: 'for the close: subcontractors’ work as received is not read from the ERP yet',
  trueUp: 'for the close, with accrued: vendors’ bills are not read from the ERP yet',
};

/** The functions of each rule that no file but their own and tests imports; `root` is the project's folder. */
export function unusedNames(root: string, rules: readonly Rule[]): ReadonlyMap<number, readonly string[]> {
  const imported = new Map<string, Set<string>>();
  for (const path of globSync('{gateway,schema,subgraphs}/**/*.ts', { cwd: root })) {
    // The stand-ins are vendors, not the product.
    if (path.endsWith('.test.ts') || path.startsWith(join('subgraphs', 'sandbox'))) continue;
    for (const [, names = ''] of readFileSync(join(root, path), 'utf8').matchAll(/^import (?:type )?\{([^}]*)\}/gm))
      for (const name of names.split(',')) {
        const [own = ''] = name
          .trim()
          .replace(/^type /, '')
          .split(' as ');
        imported.set(own, (imported.get(own) ?? new Set()).add(path));
      }
  }
  return new Map(rules.map(({ number, names }) => [number, names.filter((name) => !imported.has(name))]));
}
