// What has to hold before a sold deal becomes a project (REQUIREMENTS 51, 52, 65; DOMAIN rules 13-21): every gate, whose it is and where
// it is mended. Pure.
import type { Role } from '../../../schema/canon/roles.ts';
import type { ConversionFacts } from './facts.ts';
import {
  billingModelCheck,
  contractCheck,
  creditCheck,
  currencyCheck,
  finance,
  hierarchyCheck,
  legalEntityCheck,
  matchedCheck,
  nexusCheck,
  periodCheck,
  rateCardCheck,
  sales,
  serviceLineCheck,
  sowCheck,
  templateCheck,
  termsCheck,
  triggerCheck,
} from './gate-rules.ts';
import type { ConversionTrigger, Finding, GatePlace } from './gate-rules.ts';

/** Every gate, in the order in which people mend them. */
export const gates = [
  'TRIGGER',
  'CONTRACT_APPROVED',
  'SOW_APPROVED',
  'CUSTOMER_MATCHED',
  'CUSTOMER_HIERARCHY',
  'CREDIT_HOLD',
  'LEGAL_ENTITY',
  'TAX_NEXUS',
  'CURRENCY',
  'PAYMENT_TERMS',
  'BILLING_MODEL',
  'RATE_CARD',
  'PROJECT_TEMPLATE',
  'SERVICE_LINE',
  'PERIOD_OPEN',
] as const;
export type Gate = (typeof gates)[number];

/** How a gate stands. `remedy` is null when it is open. */
export type GateCheck = {
  readonly gate: Gate;
  readonly passed: boolean;
  readonly detail: string;
  readonly remedy: string | null;
  /** Where it is mended, and whose it is. */
  readonly system: 'CRM' | 'PSA' | 'ERP';
  readonly ownerRole: Role;
};

interface GateRule extends GatePlace {
  readonly check: (facts: ConversionFacts, trigger: ConversionTrigger) => Finding;
}

const rules: Readonly<Record<Gate, GateRule>> = {
  TRIGGER: { ...sales, check: ({ deal }, trigger) => triggerCheck(deal, trigger) },
  CONTRACT_APPROVED: { ...sales, check: ({ deal }) => contractCheck(deal) },
  SOW_APPROVED: { ...sales, check: ({ deal }) => sowCheck(deal) },
  CUSTOMER_MATCHED: { ...finance, check: ({ customer }) => matchedCheck(customer) },
  CUSTOMER_HIERARCHY: { ...sales, check: ({ customer }) => hierarchyCheck(customer) },
  CREDIT_HOLD: { ...finance, check: ({ customer }) => creditCheck(customer) },
  LEGAL_ENTITY: { ...sales, check: (facts) => legalEntityCheck(facts) },
  TAX_NEXUS: { ...finance, check: (facts) => nexusCheck(facts) },
  CURRENCY: { ...finance, check: (facts) => currencyCheck(facts) },
  PAYMENT_TERMS: { ...sales, check: (facts) => termsCheck(facts) },
  BILLING_MODEL: { ...sales, check: ({ deal }) => billingModelCheck(deal) },
  RATE_CARD: { ...sales, check: (facts) => rateCardCheck(facts) },
  PROJECT_TEMPLATE: { ...sales, check: (facts) => templateCheck(facts) },
  SERVICE_LINE: { ...sales, check: (facts) => serviceLineCheck(facts) },
  PERIOD_OPEN: { ...finance, check: (facts) => periodCheck(facts) },
};

/** How every gate stands, in the order of `gates`. */
export function checkGates(facts: ConversionFacts, trigger: ConversionTrigger): readonly GateCheck[] {
  return gates.map((gate) => {
    const { check, ...own } = rules[gate];
    const found = check(facts, trigger);
    const { system, ownerRole } = (found.passed ? null : found.place) ?? own;
    const { passed, detail } = found;
    return { gate, passed, detail, remedy: found.passed ? null : found.remedy, system, ownerRole };
  });
}
