// `npm run measure -- feeds`: ten thousand planted changes (late, twice, of one second, deleted with and without a trace, forgotten while
// nobody read), a worker killed every 500, and the same for a cursor as everybody writes it first. CHANGES=<n> for fewer.
import { removeHomes } from '../../subgraphs/store/store-rig.ts';
import { openFeedRig } from '../feeds/feed-rig.ts';
import { type Outcome, play } from '../feeds/scenario.ts';

const changes = Number(process.env.CHANGES ?? 10_000);
const crashEvery = 500;
/** More than one page of 1,000, most of them of one second. */
const accounts = 2_500;

function tell(name: string, outcome: Outcome): void {
  const { planted, late, sameSecond, deleted, purged, crashes, runs, missed, twice, feed, seconds } = outcome;
  console.log(
    `${name}: ${planted} changes (${late} late, ${sameSecond} under a stamp already read, ${deleted} deleted, ${purged} deleted without a trace), ` +
      `${crashes} kills, ${runs} runs begun, ${feed.told} told, ${feed.repeated} told again and dropped, ` +
      `${feed.censuses} times read anew, ${seconds.toFixed(0)} s: ${missed} missed, ${twice} done twice`,
  );
}

try {
  const rig = await openFeedRig();
  const ours = await play(rig, { changes, crashEvery, accounts, isAway: true }).finally(() => rig.close());
  tell('feed', ours);
  const naiveRig = await openFeedRig({ naive: true });
  const naive = await play(naiveRig, {
    changes: Math.min(changes, 4_000),
    crashEvery: 0,
    accounts,
    isAway: true,
  }).finally(() => naiveRig.close());
  tell('naive cursor', naive);
  const isShown = ours.missed === 0 && ours.twice === 0 && ours.crashes >= changes / crashEvery / 2 && naive.missed > 0;
  if (!isShown) process.exitCode = 1;
} finally {
  removeHomes();
}
