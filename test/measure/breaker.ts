// `npm run measure -- breaker`: a vendor refuses everything under load; how soon its breaker opens, what an answer costs
// while it is open, and how soon it closes again by itself.
import { setTimeout as pause } from 'node:timers/promises';
import { openHouse } from '../house/house.ts';

const query = '{ invoices(first: 3) { edges { node { id erpSource { servedFrom staleReason } } } } }';
/** People who ask at once while the vendor is down. */
const askers = 30;
const millisecondsMax = 30_000;

// Nothing is fresh for long, so that every question would reach the vendor; what it last said is repeated with its reason.
const house = await openHouse({
  env: { FIGURES_FRESH_MS: '0', CACHE_FRESH_MS: '0', CACHE_STALE_MS: '0', VENDOR_TIMEOUT_MS: '1000' },
});
const { requests, faults } = house.sandbox.standIns.netsuite;
const calls = (): number => requests.totals().requests;
const ask = async (): Promise<{ readonly reason: string | null; readonly ms: number; readonly live: boolean }> => {
  const startedMs = performance.now();
  const { data } = await house.ask('finance-controller', query);
  const { invoices } = data as {
    invoices: { edges: { node: { erpSource: { servedFrom: string; staleReason: string | null } } }[] };
  };
  const source = invoices.edges[0]?.node.erpSource;
  return {
    reason: source?.staleReason ?? null,
    ms: performance.now() - startedMs,
    live: source?.servedFrom === 'LIVE',
  };
};

try {
  await ask();
  faults.plant({ kind: 'unavailable', match: 'suiteql' });
  requests.clear();
  const downMs = performance.now();
  let openedMs: number | null = null;
  while (openedMs === null && performance.now() - downMs < millisecondsMax) {
    const answers = await Promise.all(Array.from({ length: askers }, ask));
    if (answers.some(({ reason }) => reason === 'CIRCUIT_OPEN')) openedMs = performance.now();
  }
  console.log(
    `vendor down, ${askers} askers: breaker open after ${(((openedMs ?? Infinity) - downMs) / 1000).toFixed(2)} s and ${calls()} vendor calls`,
  );

  requests.clear();
  const whileOpen = [];
  for (let i = 0; i < 100; i += 1) whileOpen.push((await ask()).ms);
  whileOpen.sort((a, b) => a - b);
  console.log(
    `while open: median ${whileOpen[50]?.toFixed(1)} ms, p99 ${whileOpen[98]?.toFixed(1)} ms, ${calls()} vendor calls for 100 questions`,
  );

  faults.clear();
  const healedMs = performance.now();
  requests.clear();
  while (!(await ask()).live && performance.now() - healedMs < millisecondsMax) await pause(50);
  console.log(
    `vendor back: first live answer after ${((performance.now() - healedMs) / 1000).toFixed(2)} s, ${calls()} vendor calls until then`,
  );
} finally {
  await house.close();
}
