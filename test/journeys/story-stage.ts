// What every step of the story is played with: runs begun and waited for, a second person who agrees, invoices read back, and words.
import type { Role } from '../../schema/canon/roles.ts';
import type { TestHouse } from '../house/house.ts';
import { invoicesOf } from './billed.ts';
import type { Biller, SeenDraft } from './biller.ts';
import * as asks from './story-questions.ts';
import type { FoundInvoice, FoundPreview } from './story-questions.ts';

/** Where the story is played, and whom it is told to. */
export interface Stage {
  readonly house: TestHouse;
  readonly biller: Biller;
  readonly tell: (title: string, seen: readonly string[]) => void;
}

/** Begins a run and answers with its id, once it rests. */
export async function begin({ biller }: Stage, mutation: string, input: object): Promise<string> {
  type Begun = { begun: asks.FoundRun };
  const { begun } = await biller.ask<Begun>('billing-preparer', mutation, { input });
  if (begun.run === null) throw new Error(`Not begun: ${JSON.stringify(begun.userErrors)}`);
  const { failure } = await biller.rest(begun.run.id);
  if (failure !== null) throw new Error(`${failure.code}: ${failure.message}`);
  return begun.run.id;
}

/** Somebody else agrees to the one thing that waits, and all that follows is waited for. */
export async function agree({ biller }: Stage, action: string): Promise<void> {
  await biller.settle();
  const agreed = await biller.agree('billing-approver', action);
  if (agreed !== 1) throw new Error(`${agreed} times ${action} waited for somebody, not once`);
  await biller.settle();
}

/** The invoice of the project's newest draft, as the ERP has it. */
export async function newestInvoice(
  { biller }: Stage,
  project: string,
): Promise<{ draft: SeenDraft; invoice: FoundInvoice }> {
  const [draft] = await biller.drafts(project);
  if (draft?.invoice == null) throw new Error(`Draft ${draft?.id} is ${draft?.state} and has no invoice`);
  return { draft, invoice: await invoiceNow(biller, draft.invoice.invoice.id) };
}

/** An invoice with everything that explains it. */
export async function invoiceNow(biller: Biller, id: string, role: Role = 'auditor'): Promise<FoundInvoice> {
  return (await biller.ask<{ invoice: FoundInvoice }>(role, asks.invoiceQuery, { id })).invoice;
}

/** The ERP's own id of the invoice with a number. */
export function erpIdOf({ house }: Stage, number: string): string {
  const found = invoicesOf(house.sandbox).find((each) => each.number === number);
  if (found === undefined) throw new Error(`The ERP has no invoice ${number} under a key of ours`);
  return found.id;
}

/** A cap in words. */
export function sayCap({ name, limit, remaining }: FoundPreview['caps'][number]): string {
  return `${name}: ${remaining.amount} of ${limit.amount} left`;
}

/** What is open of an invoice, and why, in words. */
export function sayInvoice({ number, status, total, openBalance, applications }: FoundInvoice): string {
  const put = applications.map(({ kind, applied }) => ` - ${applied.amount} ${kind.toLowerCase().replace('_', ' ')}`);
  return `${number} ${status}: ${total.amount}${put.join('')} = ${openBalance.amount} open`;
}

/** Every line with the work behind it. */
export function explain({ tell }: Stage, { number, billingDraft }: FoundInvoice): void {
  tell(
    `${number}, explained line by line`,
    billingDraft.lines.flatMap(({ name, description, net, sources }) => [
      `${name}  ${description}: ${net.amount}`,
      ...sources.map(
        ({ workedOn, version, resource, approver, hours, hourlyRate, amount, rateWhy }) =>
          `    ${workedOn} version ${version}, ${resource?.displayName}: ${hours} h at ${hourlyRate}, ${amount.amount} of it here; ` +
          `approved by ${approver?.displayName}; ${rateWhy}`,
      ),
    ]),
  );
}
