import { expect, test } from 'vitest';
import { isRole, maySee, roles, sensitivityClasses } from './roles.ts';

test('a role that sees margin also sees the project cost from which it is computed', () => {
  for (const role of roles) if (maySee(role, 'MARGIN')) expect(maySee(role, 'PROJECT_COST'), role).toBe(true);
});

test('a project manager sees margin but no colleague’s rate', () => {
  expect(maySee('project-manager', 'MARGIN')).toBe(true);
  expect(maySee('project-manager', 'COST_RATE')).toBe(false);
});

test('the controller sees everything and every class is hidden from somebody', () => {
  for (const sensitivity of sensitivityClasses) {
    expect(maySee('finance-controller', sensitivity)).toBe(true);
    expect(roles.some((role) => !maySee(role, sensitivity))).toBe(true);
  }
});

test('whoever prepares or approves bills sees their amounts and nobody’s cost; an auditor sees everything', () => {
  for (const role of ['billing-preparer', 'billing-approver'] as const) {
    expect(maySee(role, 'CUSTOMER_FINANCIAL')).toBe(true);
    for (const hidden of ['COST_RATE', 'PROJECT_COST', 'MARGIN'] as const)
      expect(maySee(role, hidden), hidden).toBe(false);
  }
  for (const sensitivity of sensitivityClasses) expect(maySee('auditor', sensitivity)).toBe(true);
});

test('a role nobody knows is no role', () => {
  expect(isRole('root')).toBe(false);
  expect(isRole(undefined)).toBe(false);
});
