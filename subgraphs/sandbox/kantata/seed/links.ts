// What ties projects and clients to other systems and to the firm's own terms: external references and custom fields.
import { at } from '../../firm/firm.ts';
import type { Firm } from '../../firm/firm.ts';
import { kantataIds, salesforceIds } from '../../firm/ids.ts';
import type { BillingModel } from '../../firm/model.ts';
import type { Project } from '../../firm/model-delivery.ts';
import type { Row } from '../database.ts';
import type { SeedRows } from './rows.ts';

const REFERENCE_START = 5_100_000;
const FIELD_START = 61_400;
const VALUE_START = 88_000_000;

/** The firm's billing models as its people write them. */
export const BILLING_MODELS: Readonly<Record<BillingModel, string>> = {
  timeAndMaterials: 'Time and Materials',
  fixedFee: 'Fixed Fee',
  milestone: 'Milestone',
  retainer: 'Retainer',
  recurring: 'Recurring',
};

interface CustomField {
  readonly name: string;
  readonly valueOf: (firm: Firm, project: Project) => string | undefined;
}

/** The firm's own fields of projects, all of them text. */
const FIELDS: readonly CustomField[] = [
  { name: 'Project Code', valueOf: (_firm, project) => project.codeField },
  { name: 'Legal Entity', valueOf: (firm, project) => at(firm.legalEntities, project.legalEntity).code },
  { name: 'Billing Model', valueOf: (_firm, project) => BILLING_MODELS[project.billingModel] },
  { name: 'Practice', valueOf: (firm, project) => at(firm.departments, project.department).name },
  { name: 'Region', valueOf: (firm, project) => at(firm.locations, project.location).name },
  { name: 'Service Line', valueOf: (firm, project) => at(firm.serviceLines, project.serviceLine).name },
];

/** External references, custom fields and their values. */
export function linkRows(firm: Firm): SeedRows {
  return {
    external_references: numbered(REFERENCE_START, [
      ...firm.clientGroups.flatMap((group) =>
        reference('WorkspaceGroup', kantataIds.workspaceGroup(group.ordinal), 'Account', {
          ref: group.crmAccount === undefined ? undefined : salesforceIds.account(group.crmAccount),
          at: group.createdAt,
        }),
      ),
      ...firm.projects.flatMap((project) => projectReferences(project)),
    ]),
    custom_fields: FIELDS.map(({ name }, index) => ({
      id: String(FIELD_START + index + 1),
      name,
      value_type: 'string',
      subject_type: 'Workspace',
      default_text: null,
      unique_constraint: false,
      write_access: 'project_admin',
      read_access: 'project_collaboration',
      hidden_in_user_interface: false,
      currency: null,
      creator_id: kantataIds.user(1),
      created_at: '2022-01-03T09:00:00Z',
      updated_at: '2022-01-03T09:00:00Z',
    })),
    custom_field_values: numbered(
      VALUE_START,
      firm.projects.flatMap((project) => fieldValues(firm, project)),
    ),
  };
}

function numbered(start: number, rows: readonly Omit<Row, 'id'>[]): readonly Row[] {
  return rows.map((row, index) => ({ id: String(start + index + 1), ...row }));
}

function projectReferences(project: Project): readonly Omit<Row, 'id'>[] {
  const subject = kantataIds.workspace(project.ordinal);
  const { contractLink, opportunityLink, createdAt } = project;
  return [
    ...reference('Workspace', subject, 'Contract', {
      ref: contractLink === undefined ? undefined : salesforceIds.contract(contractLink),
      at: createdAt,
    }),
    ...reference('Workspace', subject, 'Opportunity', {
      ref: opportunityLink === undefined ? undefined : salesforceIds.opportunity(opportunityLink),
      at: createdAt,
    }),
  ];
}

function reference(
  model: string,
  subject: string,
  serviceModel: string,
  { ref, at: instant }: { readonly ref: string | undefined; readonly at: string },
): readonly Omit<Row, 'id'>[] {
  if (ref === undefined) return [];
  return [
    {
      subject_type: model,
      subject_id: subject,
      service_name: 'salesforce',
      service_model: serviceModel,
      service_model_ref: ref,
      status: 'successful',
      external_link: null,
      external_message: null,
      external_status: null,
      locked: false,
      last_synced_at: instant,
      created_at: instant,
      updated_at: instant,
    },
  ];
}

function fieldValues(firm: Firm, project: Project): readonly Omit<Row, 'id'>[] {
  return FIELDS.flatMap(({ valueOf }, index) => {
    const value = valueOf(firm, project);
    if (value === undefined) return [];
    return [
      {
        subject_type: 'Workspace',
        subject_id: kantataIds.workspace(project.ordinal),
        custom_field_id: String(FIELD_START + index + 1),
        value,
        display_value: value,
        type: 'string',
        account_id: kantataIds.account(),
        setter_id: kantataIds.user(project.manager),
        created_at: project.createdAt,
        updated_at: project.createdAt,
      },
    ];
  });
}
