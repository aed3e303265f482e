// People at the portal, in a process of their own: what they wait for is not what else the program that measures is doing.
import { asker, atPortal } from './asking.ts';

const [identityUrl = '', graphUrl = '', people = '1', everyMs = '200'] = process.argv.slice(2);
const ask = asker(identityUrl, graphUrl);
const visits = Array.from({ length: Number(people) }, () => atPortal(ask, graphUrl, Number(everyMs)));
process.once('disconnect', () => process.exit(0));
process.once('message', async () => {
  const took = await Promise.all(visits.map((visit) => visit.stop()));
  process.send?.(took, () => process.exit(0));
});
