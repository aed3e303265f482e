// The policy as data: the first rule that fits, and the strictest where none does.
import { expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import { maySee } from '../../../schema/canon/roles.ts';
import { strictestRule } from '../../journal/approvals/rule.ts';
import { approverRoles, approvalsSchema, managerAsked, ruleOf } from './policy.ts';

const usd = (amount: string) => money(amount, currencyCode('USD'));
const policy = approvalsSchema.parse({
  rules: [
    { action: 'invoice.release', legalEntities: ['DE01'], roles: ['finance-controller'], approvers: 2 },
    { action: 'invoice.release', atStake: { amount: '10000', currency: 'USD' }, roles: ['billing-approver'] },
    { action: 'invoice.release', atStake: 'none', approvers: 0 },
    { action: 'run.*', roles: ['operator'], expireHours: 24 },
  ],
});
const asked = (action: string, legalEntity: string | null, amount: string | null) =>
  ruleOf(policy, { action, legalEntity, amount: amount === null ? null : usd(amount) });

test('the entity, the amount and the action name who decides', () => {
  expect(asked('invoice.release', 'DE01', '5.00')).toMatchObject({ roles: ['finance-controller'], approvers: 2 });
  expect(asked('invoice.release', 'US01', '10000.00')).toMatchObject({ roles: ['billing-approver'], approvers: 1 });
  expect(asked('invoice.release', 'US01', '-10000.00')).toMatchObject({ roles: ['billing-approver'] });
  expect(asked('invoice.release', null, null)).toBeNull();
  expect(asked('run.correct', null, null)).toEqual({ roles: ['operator'], approvers: 1, expiresInMs: 86_400_000 });
});

test('what no rule fits needs the strictest approval: too much, another currency, an action nobody thought of', () => {
  expect(asked('invoice.release', 'US01', '10000.01')).toBe(strictestRule);
  expect(asked('invoice.release', 'US01', '-10000.01')).toBe(strictestRule);
  const euros = money('1.00', currencyCode('EUR'));
  expect(ruleOf(policy, { action: 'invoice.release', legalEntity: null, amount: euros })).toBe(strictestRule);
  expect(asked('write-off', null, null)).toBe(strictestRule);
  expect(asked('runaway.start', null, null)).toBe(strictestRule);
});

test('without a policy money is waived, doubts answered and refused runs begun anew by two people; customers activated by none', () => {
  const defaults = approvalsSchema.parse({});
  const of = (action: string, amount: string | null = null) =>
    ruleOf(defaults, { action, legalEntity: null, amount: amount === null ? null : usd(amount) });
  expect(of('exception.waive')).toBeNull();
  expect(of('exception.waive', '0.01')).toMatchObject({ approvers: 1 });
  for (const action of ['doubt.resolve', 'run.correct', 'run.replay-compensated'])
    expect(of(action), action).not.toBeNull();
  expect(of('customer.activate')).toBeNull();
});

test('nobody approves who may not see the amounts, prepares or audits; a policy that names one is refused', () => {
  for (const role of approverRoles) expect(maySee(role, 'CUSTOMER_FINANCIAL'), role).toBe(true);
  for (const role of ['auditor', 'billing-preparer', 'portal-user', 'project-manager', 'nobody']) {
    expect(approvalsSchema.safeParse({ rules: [{ action: 'run.*', roles: [role] }] }).success, role).toBe(false);
  }
  expect(
    approvalsSchema.safeParse({ rules: [{ action: 'run.*', atStake: { amount: '1,5', currency: 'USD' } }] }).success,
  ).toBe(false);
});

test('project managers look at the lines of invoices where the firm says so, and decide on nothing else', () => {
  const reviewed = approvalsSchema.safeParse({ rules: [{ action: 'invoice.review', roles: ['project-manager'] }] });
  expect(reviewed.success).toBe(true);
  for (const action of ['invoice.*', 'invoice.release', 'work.write-off'])
    expect(approvalsSchema.safeParse({ rules: [{ action, roles: ['project-manager'] }] }).success, action).toBe(false);
  const asked = { legalEntity: 'US01', amount: usd('1.00') };
  const policyWith = (roles: ('project-manager' | 'billing-approver')[], approvers = 1) =>
    approvalsSchema.parse({ rules: [{ action: 'invoice.review', roles, approvers }] });
  expect(managerAsked(policyWith(['project-manager']), asked)).toBe('ALONE');
  expect(managerAsked(policyWith(['project-manager', 'billing-approver']), asked)).toBe('AMONG_OTHERS');
  expect(managerAsked(policyWith(['project-manager'], 0), asked)).toBe('NO');
  expect(managerAsked(approvalsSchema.parse({}), asked)).toBe('NO');
});
