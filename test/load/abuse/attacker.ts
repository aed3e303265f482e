// The thread that attacks: told what, whom and until when; tells how each request ended.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { attacks } from './attacks.ts';
import type { Attack, Refused } from './attacks.ts';

/** What one thread is told. */
export interface AttackOrder {
  readonly port: number;
  /** The attack's name: functions do not travel between threads. */
  readonly name: string;
  readonly endsAt: number;
}

/** Between two requests of one attacker: the machine is to serve the gateway, not the attack. */
const pauseMs = 10;

const { port, name, endsAt } = workerData as AttackOrder;
const attack = attacks.find((each) => each.name === name);
if (!attack) throw new Error(`There is no attack called ${name}`);
parentPort?.postMessage(await attackUntil(attack));

async function attackUntil(attack: Attack): Promise<Refused[]> {
  const refusals: Refused[] = [];
  const attacker = async (): Promise<void> => {
    do {
      refusals.push(await attack.send(port));
      await pause(pauseMs);
    } while (Date.now() < endsAt);
  };
  await Promise.all(Array.from({ length: attack.attackers }, attacker));
  return refusals;
}
