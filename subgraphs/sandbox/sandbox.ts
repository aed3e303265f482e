// The whole sandbox: the firm, three stand-ins, the identity server and the control port, started and stopped together.
import { join } from 'node:path';
import type { SandboxClock } from './clock.ts';
import { createSandboxClock } from './clock.ts';
import { serveControl } from './control.ts';
import type { SandboxCredentials } from './credentials.ts';
import { createEs256KeyPem, loadOrCreateCredentials, loadOrCreateFile } from './credentials.ts';
import { buildFirm } from './firm/build.ts';
import type { Firm } from './firm/firm.ts';
import type { FirmSize } from './firm/model.ts';
import { addMonth, largeMonth, type MonthSize } from './firm/month.ts';
import { plantProblems } from './firm/plant.ts';
import { plantedProblems } from './firm/planted.ts';
import { serveIdentity } from './identity.ts';
import { createKantataStandIn } from './kantata/stand-in.ts';
import { createNetSuiteStandIn, type NetSuiteOptions } from './netsuite/stand-in.ts';
import { createSalesforceStandIn } from './salesforce/stand-in.ts';
import type { ServedStandIn } from './serve.ts';
import { serveStandIn } from './serve.ts';
import type { StandIn, StandInClock, VendorName } from './stand-in.ts';

/** The ports of a sandbox; 0 takes any free one. */
interface SandboxPorts extends Readonly<Record<VendorName, number>> {
  readonly control: number;
  readonly identity: number;
}

/** Which firm: one of these sizes, the demo with many problems planted, or with a month end of many projects. */
export type FirmChoice = FirmSize | 'dirty' | 'large';

/** How to start a sandbox. */
export interface SandboxOptions {
  readonly size: FirmChoice;
  /** `YYYY-MM-DD`: where the firm's history ends and the clock starts, at nine in the morning UTC. */
  readonly today: string;
  readonly ports: SandboxPorts;
  /** Where credentials and keys are kept between starts. */
  readonly dataDirectory: string;
  /** Added to every answer of the stand-ins. */
  readonly latencyMs?: number;
  /** How much a large firm has to bill. */
  readonly month?: MonthSize;
  /** What else the ERP's stand-in is made with: its account's limit, how long it takes. */
  readonly netsuite?: Pick<NetSuiteOptions, 'concurrencyLimit' | 'overLimit' | 'serviceMs'>;
}

/** Base urls by name. */
export interface SandboxUrls extends Readonly<Record<VendorName, string>> {
  readonly control: string;
  readonly identity: string;
}

/** A running sandbox. */
export interface Sandbox {
  readonly urls: SandboxUrls;
  readonly credentials: SandboxCredentials;
  readonly clock: SandboxClock;
  readonly standIns: Readonly<Record<VendorName, ServedStandIn>>;
  close(): Promise<void>;
}

/** What each stand-in is made from. */
interface StandInInput {
  readonly firm: Firm;
  readonly clock: StandInClock;
  readonly credentials: SandboxCredentials;
  readonly options: Pick<SandboxOptions, 'netsuite'>;
}

const CREATE: Readonly<Record<VendorName, (input: StandInInput) => StandIn>> = {
  salesforce: ({ firm, clock, credentials }) =>
    createSalesforceStandIn({ firm, clock, credentials: credentials.salesforce }),
  kantata: ({ firm, clock, credentials }) => createKantataStandIn({ firm, clock, credentials: credentials.kantata }),
  netsuite: ({ firm, clock, credentials, options }) =>
    createNetSuiteStandIn({ firm, clock, credentials: credentials.netsuite, ...options.netsuite }),
};

/** Starts everything; when one part fails, the parts already started are stopped again. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { size, today, ports, dataDirectory, latencyMs } = options;
  const clock = createSandboxClock(`${today}T09:00:00Z`);
  const kept = loadOrCreateCredentials(dataDirectory);
  const { privateKeyPem } = loadOrCreateFile(join(dataDirectory, 'identity.json'), () => ({
    privateKeyPem: createEs256KeyPem(),
  }));
  const firm = firmOf(options);
  const started: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    started.push(part);
    return part;
  };
  const close = async (): Promise<void> => {
    await Promise.all(started.map((part) => part.close()));
  };
  const serve = async (vendor: VendorName): Promise<ServedStandIn> => {
    const standIn = CREATE[vendor]({ firm, clock, credentials: kept, options });
    return keep(await serveStandIn(standIn, { port: ports[vendor], clock, latencyMs }));
  };
  try {
    const standIns = {
      salesforce: await serve('salesforce'),
      kantata: await serve('kantata'),
      netsuite: await serve('netsuite'),
    };
    const identity = keep(await serveIdentity({ port: ports.identity, privateKeyPem }));
    const { salesforce, kantata, netsuite } = standIns;
    const credentials = { ...kept, salesforce: { ...kept.salesforce, loginUrl: salesforce.url } };
    const urls = { salesforce: salesforce.url, kantata: kantata.url, netsuite: netsuite.url, identity: identity.url };
    const about = { size, today, seed: firm.seed };
    const list = [salesforce, kantata, netsuite];
    const control = keep(
      await serveControl({
        port: ports.control,
        clock,
        standIns: list,
        urls,
        credentials,
        firm: about,
        planted: plantedProblems(firm),
      }),
    );
    return { urls: { control: control.url, ...urls }, credentials, clock, standIns, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function firmOf({ size, today, month = largeMonth }: SandboxOptions): Firm {
  switch (size) {
    case 'dirty':
      return plantProblems(buildFirm({ size: 'demo', today }));
    case 'large':
      return addMonth(buildFirm({ size: 'demo', today }), month);
    case 'demo':
    case 'medium':
      return buildFirm({ size, today });
  }
}
