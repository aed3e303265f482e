// Deals as a conversion reads and marks them. Ids of what came of a deal are added to fields of the opportunity and taken out
// again, so sending a write twice changes nothing more, and reading the fields settles a doubt.
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { CrmOpportunityWrites, Deal, OpportunityLinks } from '../../ports/opportunity-writes.ts';
import { type Found, outcomeOfFault, type WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { isFault, unsent } from '../../runtime/fault.ts';
import type { Client, Statement } from './client.ts';
import type { SalesforceConfig } from './config.ts';
import {
  dealBy,
  dealLineRecord,
  dealLines,
  dealMilestones,
  dealRecord,
  linksBy,
  milestoneRecord,
  statementRecord,
  statementsOf,
} from './deal-query.ts';
import { understood } from './failures.ts';
import { linksIn, toDeal } from './map-deal.ts';
import { patchRecord, refusedWrite } from './patch-record.ts';
import { contractsBy, lineFields, opportunityFields } from './queries.ts';
import type { Reading } from './reading.ts';
import { checked, contractRecord } from './wire.ts';

interface Parts {
  readonly config: SalesforceConfig;
  readonly client: Client;
  readonly reading: Reading;
}

/** Deals of one org. */
export function opportunityWrites(config: SalesforceConfig, client: Client, reading: Reading): CrmOpportunityWrites {
  const parts = { config, client, reading };
  return {
    settleMs: config.settleMs,
    repeatable: ['linkOpportunity', 'unlinkOpportunity'],
    dealNow: (envelope, opportunity) => dealNow(parts, envelope, opportunity),
    linkOpportunity: (envelope, opportunity, links) =>
      changeLinks(parts, envelope, opportunity, { kind: 'ADD', links }),
    unlinkOpportunity: (envelope, opportunity, links) =>
      changeLinks(parts, envelope, opportunity, { kind: 'TAKE_OUT', links }),
    opportunitiesLinked: (envelope, opportunity, links) => opportunitiesLinked(parts, envelope, opportunity, links),
  };
}

async function dealNow(parts: Parts, envelope: Envelope, opportunity: VendorRef): Promise<Deal | null> {
  const { config, client, reading } = parts;
  const { mapping, instance } = config;
  const id = reading.idOf('OPPORTUNITY', opportunity);
  if (id === null) return null;
  const rows = (statement: Statement | null): Promise<readonly unknown[]> =>
    statement === null ? Promise.resolve([]) : client.records(envelope, statement);
  const [[row], statements] = await Promise.all([
    rows(dealBy(mapping, opportunityFields, id)),
    rows(statementsOf(mapping, [id])),
  ]);
  if (row === undefined) return null;
  const deal = understood(instance, 'deal', () => checked(dealRecord, row, 'a deal'));
  const contractId = deal.ContractId;
  const [contracts, lines, milestones] =
    contractId === null
      ? [[], [], []]
      : await Promise.all([
          rows(contractsBy(mapping, 'Id', [contractId])),
          rows(dealLines(mapping, lineFields, contractId)),
          rows(dealMilestones(mapping, contractId)),
        ]);
  return understood(instance, 'deal', () =>
    toDeal(
      {
        deal,
        contract: contracts[0] === undefined ? null : checked(contractRecord, contracts[0], 'a contract'),
        statements: statements.map((each) => checked(statementRecord, each, 'a statement of work')),
        lines: lines.map((each) => checked(dealLineRecord, each, 'a line')),
        milestones: milestones.map((each) => checked(milestoneRecord, each, 'an instalment')),
      },
      { instance, mapping },
    ),
  );
}

/** What the reference fields hold, and how they hold it; null when there is no such deal. */
async function linksNow(
  { config, client, reading }: Parts,
  envelope: Envelope,
  opportunity: VendorRef,
): Promise<{ readonly id: string; readonly links: OpportunityLinks } | null> {
  const id = reading.idOf('OPPORTUNITY', opportunity);
  if (id === null) return null;
  const [row] = await client.records(envelope, linksBy(config.mapping, id));
  if (row === undefined) return null;
  return understood(config.instance, 'links-of-opportunity', () => ({
    id,
    links: linksIn(checked(z.record(z.string(), z.unknown()), row, 'a deal'), config.mapping),
  }));
}

/** How the fields are to change. */
interface Change {
  readonly kind: 'ADD' | 'TAKE_OUT';
  readonly links: OpportunityLinks;
}

async function changeLinks(
  parts: Parts,
  envelope: Envelope,
  opportunity: VendorRef,
  { kind, links }: Change,
): Promise<WriteOutcome> {
  const { config } = parts;
  const applied: WriteOutcome = { kind: 'APPLIED', ref: opportunity, isNew: false };
  try {
    const now = await linksNow(parts, envelope, opportunity).catch(nothingSent);
    if (now === null) {
      return kind === 'TAKE_OUT' ? applied : refusedWrite(config, ['Id'], 'has no such deal; it was deleted or merged');
    }
    const objection = kind === 'ADD' ? otherCustomer(now.links, links, config) : null;
    if (objection !== null) return objection;
    const body = bodyOf(now.links, kind === 'ADD' ? union(now.links, links) : without(now.links, links), config);
    if (Object.keys(body).length === 0) return applied;
    const patch = { object: 'Opportunity', noun: 'opportunity', id: now.id, ref: opportunity, body } as const;
    return await patchRecord(parts, envelope, patch);
  } catch (error) {
    if (!isFault(error)) throw error;
    return outcomeOfFault(error, config.settleMs);
  }
}

/** A failure to read before anything was written: the write did not happen. */
function nothingSent(error: unknown): never {
  throw isFault(error) ? unsent(error) : error;
}

/** Two conversions of one deal do not know of each other; the second is told so instead of taking the first one's place. */
function otherCustomer(now: OpportunityLinks, asked: OpportunityLinks, config: SalesforceConfig): WriteOutcome | null {
  const field = config.mapping.opportunityIds.erpCustomer;
  if (field === null || asked.erpCustomer === null || now.erpCustomer === null) return null;
  if (now.erpCustomer === asked.erpCustomer) return null;
  const says = 'names another customer of the ERP on this deal; empty the field, or convert for that customer';
  return refusedWrite(config, [field], says);
}

function union(now: OpportunityLinks, added: OpportunityLinks): OpportunityLinks {
  return {
    erpCustomer: added.erpCustomer ?? now.erpCustomer,
    psaProjects: [...new Set([...now.psaProjects, ...added.psaProjects])],
    erpProjects: [...new Set([...now.erpProjects, ...added.erpProjects])],
  };
}

function without(now: OpportunityLinks, taken: OpportunityLinks): OpportunityLinks {
  return {
    erpCustomer: now.erpCustomer === taken.erpCustomer ? null : now.erpCustomer,
    psaProjects: now.psaProjects.filter((id) => !taken.psaProjects.includes(id)),
    erpProjects: now.erpProjects.filter((code) => !taken.erpProjects.includes(code)),
  };
}

/** The fields that are to change, and to what; an org that keeps a field for none of them has nothing to be told. */
function bodyOf(
  now: OpportunityLinks,
  next: OpportunityLinks,
  { mapping: { opportunityIds } }: SalesforceConfig,
): Readonly<Record<string, string | null>> {
  const texts = (links: OpportunityLinks): readonly (readonly [string | null, string | null])[] => [
    [opportunityIds.erpCustomer, links.erpCustomer],
    [opportunityIds.psaProjects, listText(links.psaProjects)],
    [opportunityIds.erpProjects, listText(links.erpProjects)],
  ];
  const before = texts(now);
  return Object.fromEntries(
    texts(next).flatMap(([field, text], index) =>
      field === null || text === before[index]?.[1] ? [] : [[field, text] as const],
    ),
  );
}

function listText(ids: readonly string[]): string | null {
  return ids.length === 0 ? null : ids.join(';');
}

async function opportunitiesLinked(
  parts: Parts,
  envelope: Envelope,
  opportunity: VendorRef,
  asked: OpportunityLinks,
): Promise<Found> {
  const now = await linksNow(parts, envelope, opportunity);
  if (now === null) return [];
  const missing = bodyOf(now.links, union(now.links, asked), parts.config);
  return Object.keys(missing).length === 0 ? [opportunity] : [];
}
