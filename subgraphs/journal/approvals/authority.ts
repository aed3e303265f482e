// May this person decide this approval, and in whose name? Pure; every way to a decision (one, many, delegated) comes by here.

/** An approval as far as it matters who may decide it. People are pseudonyms. */
export interface Decidable {
  readonly action: string;
  readonly legalEntity: string | null;
  readonly roles: readonly string[];
  /** Pseudonyms of those whom the role `project-manager` stands for: whoever manages another project is nobody here. */
  readonly managers?: readonly string[];
  /** All who had a hand in what is asked. */
  readonly makers: readonly string[];
  readonly decisions: readonly { readonly approver: string; readonly authority: string }[];
}

/** Whoever wants to decide, as their token says. `legalEntities` null: all of them. */
export interface Person {
  readonly pseudonym: string;
  readonly role: string;
  readonly legalEntities: readonly string[] | null;
}

/** What somebody gave to somebody else for a time: their own role and legal entities, and nothing they were given themselves. */
export interface Delegation {
  readonly id: string;
  readonly delegator: string;
  readonly delegate: string;
  readonly role: string;
  readonly legalEntities: readonly string[] | null;
  readonly actions: readonly string[] | null;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly revokedAtMs: number | null;
}

/** Why somebody may not decide. */
export type NoAuthority =
  'OWN_REQUEST' | 'DELEGATOR_OWN_REQUEST' | 'ALREADY_DECIDED' | 'NOT_APPROVER' | 'OUTSIDE_LEGAL_ENTITY';

/** In whose name: one's own, or by a delegation of somebody else. */
export type Authority =
  | { readonly kind: 'MAY'; readonly authority: string; readonly role: string; readonly delegation: string | null }
  | { readonly kind: 'MAY_NOT'; readonly why: NoAuthority };

/** Whether a person may decide an approval now; their own right goes before any they were given. */
export function authorityOf(
  approval: Decidable,
  person: Person,
  delegations: readonly Delegation[],
  nowMs: number,
): Authority {
  const { pseudonym, role } = person;
  // Whatever role they come with, and whoever they stand in for.
  if (approval.makers.includes(pseudonym)) return mayNot('OWN_REQUEST');
  if (approval.decisions.some(({ approver }) => approver === pseudonym)) return mayNot('ALREADY_DECIDED');
  const isUsed = (authority: string): boolean => approval.decisions.some((made) => made.authority === authority);
  const isOwn = holds(approval, { pseudonym, role });
  const given = delegations.filter((each) => each.delegate === pseudonym && isInForce(each, approval, nowMs));
  if (!isOwn && given.length === 0) return mayNot('NOT_APPROVER');
  if (!covers(person.legalEntities, approval.legalEntity)) return mayNot('OUTSIDE_LEGAL_ENTITY');
  if (isOwn && !isUsed(pseudonym)) return { kind: 'MAY', authority: pseudonym, role, delegation: null };
  const fit = given.filter(({ legalEntities }) => covers(legalEntities, approval.legalEntity));
  if (!isOwn && fit.length === 0) return mayNot('OUTSIDE_LEGAL_ENTITY');
  const honest = fit.filter(({ delegator }) => !approval.makers.includes(delegator));
  if (!isOwn && honest.length === 0) return mayNot('DELEGATOR_OWN_REQUEST');
  const free = honest.find(({ delegator }) => !isUsed(delegator));
  if (free === undefined) return mayNot('ALREADY_DECIDED');
  return { kind: 'MAY', authority: free.delegator, role: free.role, delegation: free.id };
}

/** Whether somebody's role is asked: a project manager's only of those who manage what it is about. */
function holds(
  { roles, managers = [] }: Pick<Decidable, 'roles' | 'managers'>,
  { pseudonym, role }: Pick<Person, 'pseudonym' | 'role'>,
): boolean {
  return roles.includes(role) && (role !== 'project-manager' || managers.includes(pseudonym));
}

function isInForce(delegation: Delegation, approval: Decidable, nowMs: number): boolean {
  const { role, delegator, actions, startsAtMs, endsAtMs, revokedAtMs } = delegation;
  const isNow = startsAtMs <= nowMs && nowMs < endsAtMs && revokedAtMs === null;
  return (
    isNow && holds(approval, { pseudonym: delegator, role }) && (actions === null || actions.includes(approval.action))
  );
}

/** What is the firm's is not for those who are limited to some of its entities. */
function covers(legalEntities: readonly string[] | null, legalEntity: string | null): boolean {
  return legalEntities === null || (legalEntity !== null && legalEntities.includes(legalEntity));
}

function mayNot(why: NoAuthority): Authority {
  return { kind: 'MAY_NOT', why };
}
