// The firm's project templates. Their description says what deals call them by, as the firm's people wrote it there.
import { at } from '../../firm/firm.ts';
import type { Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import { PROJECT_TEMPLATES } from '../../firm/project-templates.ts';
import type { ProjectTemplate } from '../../firm/project-templates.ts';
import type { SeedRows } from './rows.ts';
import { BILLING_MODELS } from './links.ts';

const ACCOUNT_BEGAN = '2022-01-03T09:00:00Z';

/** Project templates with whom they need, and one that nobody gave a key. */
export function templateRows(firm: Firm): SeedRows {
  const stamps = { created_at: ACCOUNT_BEGAN, updated_at: ACCOUNT_BEGAN };
  const plain = { currency: 'USD', budget: null, is_budgeted: true, sharing: 'viewable_template', ...stamps };
  return {
    project_templates: [
      ...PROJECT_TEMPLATES.map((template) => ({
        id: kantataIds.projectTemplate(template.ordinal),
        title: template.title,
        description: describe(firm, template),
        duration: template.durationDays,
        user_id: kantataIds.user(1),
        raw_json: rawJson(template),
        ...plain,
      })),
      {
        id: kantataIds.projectTemplate(PROJECT_TEMPLATES.length + 1),
        title: 'Internal: Office Move',
        description: 'Only for ourselves.',
        duration: 30,
        user_id: kantataIds.user(1),
        raw_json: '[]',
        ...plain,
      },
    ],
    project_template_assignments: PROJECT_TEMPLATES.flatMap((template) =>
      template.roles.map(({ ordinal, role, estimateMinutes }) => ({
        id: kantataIds.projectTemplateAssignment(ordinal),
        name: at(firm.roles, role).name,
        project_template_id: kantataIds.projectTemplate(template.ordinal),
        role_id: kantataIds.role(role),
        total_estimated_minutes: estimateMinutes,
        ...stamps,
      })),
    ),
  };
}

function describe(firm: Firm, { key, serviceLine, billingModel }: ProjectTemplate): string {
  const line = at(firm.serviceLines, serviceLine).name;
  return `Key: ${key}\nService Line: ${line}\nBilling Model: ${BILLING_MODELS[billingModel]}`;
}

function rawJson({ tasks }: ProjectTemplate): string {
  return JSON.stringify(
    tasks.map(({ title, kind, parent, day, days, estimateMinutes }) => ({
      ...{ title, type: kind === 'phase' ? 'task' : kind, day, days, minutes: estimateMinutes },
      ...(parent === undefined ? {} : { parent }),
    })),
  );
}
