// The gates once more: what held when a conversion was decided need not hold when it is carried out. Somebody may have taken days to
// agree, and a hold may be set at any moment (DOMAIN rules 16, 19, 21; REQUIREMENTS 52, 190).
import { mintId } from '../../../schema/canon/identity.ts';
import type { Saga } from '../saga/saga.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { ConversionTrigger } from './gate-rules.ts';
import { checkGates } from './gates.ts';
import type { Gate } from './gates.ts';
import { readFacts } from './reading.ts';
import type { Sources } from './reading.ts';
import { aboutGates } from './stake.ts';

/** Gates of the customer and of who bills it. What the deal says was agreed to, and a template may change under way. */
const standing: readonly Gate[] = [
  ...(['CUSTOMER_MATCHED', 'CUSTOMER_HIERARCHY', 'CREDIT_HOLD', 'LEGAL_ENTITY'] as const),
  ...(['TAX_NEXUS', 'CURRENCY', 'PAYMENT_TERMS', 'PERIOD_OPEN'] as const),
];

/** What a conversion goes by. */
export interface Rechecking {
  readonly sources: Sources & { readonly trigger: ConversionTrigger };
  readonly opportunity: RecordRef;
  /** Gates that were waived. */
  readonly waived: readonly Gate[];
}

/**
 * Asks the systems again before `name`, each now; stops for a person when a gate has shut meanwhile, with nothing taken back: mended, the
 * run is sent on and looks anew.
 */
export async function recheck(saga: Saga, name: string, { sources, opportunity, waived }: Rechecking): Promise<void> {
  await saga.once(`still-open-${name}`, async () => {
    const facts = await readFacts(sources, opportunity);
    if (facts === null) {
      const message = `The CRM has no deal ${opportunity.id} any more; take the conversion back, or restore the deal there`;
      return saga.ask('OPPORTUNITY_GONE', message, ['opportunityId']);
    }
    const shut = checkGates(facts, sources.trigger).filter(
      ({ gate, passed }) => !passed && standing.includes(gate) && !waived.includes(gate),
    );
    if (shut.length === 0) return true;
    const list = shut.map(({ gate, detail, remedy }) => `${gate}: ${detail}. ${remedy ?? ''}`).join('; ');
    return saga.ask(
      'GATES_SHUT_SINCE',
      `${list}. Since it was decided; then send the run on, or take it back`,
      shut.map(({ gate }) => gate),
      aboutGates(mintId(opportunity), facts.deal, shut),
    );
  });
}
