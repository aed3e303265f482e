// Who may see what: the one table by which the gateway and every subgraph mask.

/** The roles a token can carry, spelled as in the token's `role` claim. */
export const roles = [
  'portal-user',
  'project-manager',
  'account-manager',
  'finance-controller',
  'operator',
  'reporting-client',
  'billing-preparer',
  'billing-approver',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

/**
 * What a field reveals, as `@sensitive(class:)` says in the SDL.
 * COST_RATE is what one person costs; PROJECT_COST is a project's total, from which no single rate can be read.
 */
export const sensitivityClasses = [
  'PERSONAL',
  'COST_RATE',
  'PROJECT_COST',
  'MARGIN',
  'CUSTOMER_FINANCIAL',
  'TAX_ID',
] as const;
export type SensitivityClass = (typeof sensitivityClasses)[number];

/**
 * The classes each role may see; everything else is null for it.
 *
 * A derived figure travels with its inputs (`@requires` carries them under the caller's own token), so a role that
 * may see MARGIN must also see PROJECT_COST; roles.test.ts holds that line. A project manager sees margin without any
 * colleague's rate (DOMAIN, role story a).
 */
const visible: Readonly<Record<Role, readonly SensitivityClass[]>> = {
  'portal-user': [],
  'project-manager': ['PERSONAL', 'PROJECT_COST', 'MARGIN'],
  'account-manager': ['PERSONAL', 'CUSTOMER_FINANCIAL'],
  'finance-controller': sensitivityClasses,
  operator: ['CUSTOMER_FINANCIAL', 'TAX_ID'],
  'reporting-client': ['PROJECT_COST', 'MARGIN', 'CUSTOMER_FINANCIAL'],
  // Whose hours are billed, to whom and how taxed stands on the invoice; what anybody costs does not.
  'billing-preparer': ['PERSONAL', 'CUSTOMER_FINANCIAL', 'TAX_ID'],
  'billing-approver': ['PERSONAL', 'CUSTOMER_FINANCIAL', 'TAX_ID'],
  // Reads everything, the audit too, and changes nothing (process/resolvers/permissions.ts).
  auditor: sensitivityClasses,
};

/** Whether a role may see values of a sensitivity class. */
export function maySee(role: Role, sensitivity: SensitivityClass): boolean {
  return visible[role].includes(sensitivity);
}

/** Whether a text is one of our roles: tokens come from outside. */
export function isRole(text: unknown): text is Role {
  return roles.some((role) => role === text);
}

/** Whether a text is one of our sensitivity classes: directives are read as text. */
export function isSensitivityClass(text: unknown): text is SensitivityClass {
  return sensitivityClasses.some((sensitivity) => sensitivity === text);
}
