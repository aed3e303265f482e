// What the dirty firm says was planted, as the cases that detectors should make of it.
import type { Sandbox } from '../../../subgraphs/sandbox/sandbox.ts';
import { rows } from '../../chaos/vendor-screens.ts';

/** A planted problem as a case. */
export interface PlantedCase {
  readonly kind: string;
  readonly code: string;
  readonly record: string;
}

const codeOf: Readonly<Record<string, string>> = {
  wonWithoutContract: 'WON_DEAL_WITHOUT_RUN',
  contractWithoutSchedule: 'CONTRACT_WITHOUT_SCHEDULE',
  projectWithoutFinanceCode: 'PROJECT_WITHOUT_FINANCE_CODE',
  requestWithoutAssignment: 'REQUEST_WITHOUT_ASSIGNMENT',
  // Told by project: the three planted entries are one project's.
  approvedTimeNeverBilled: 'APPROVED_TIME_NOT_RELEASED',
};

interface Told {
  readonly planted: readonly {
    readonly kind: string;
    readonly records: readonly { readonly table: string; readonly id: string; readonly role: string }[];
  }[];
}

/** Asked of the sandbox's control port. Raises Error when a kind was not planted: the proof would prove nothing. */
export async function plantedCases(sandbox: Sandbox): Promise<readonly PlantedCase[]> {
  const { planted } = (await (await fetch(`${sandbox.urls.control}/planted`)).json()) as Told;
  const cases = planted.flatMap(({ kind, records }): readonly PlantedCase[] => {
    const code = codeOf[kind];
    const problem = records.find(({ role }) => role === 'problem');
    if (code === undefined || problem === undefined) return [];
    const entry = rows(sandbox, 'kantata', 'time_entries').find(({ id }) => id === problem.id);
    const record = problem.table === 'time_entries' ? String(entry?.workspace_id) : problem.id;
    return [{ kind, code, record }];
  });
  const absent = Object.keys(codeOf).filter((kind) => !cases.some((each) => each.kind === kind));
  if (absent.length > 0)
    throw new Error(`The dirty firm has none of ${absent.join(', ')}; plant them in firm/plant.ts`);
  return cases;
}
