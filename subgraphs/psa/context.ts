// What the PSA's resolvers may reach, made anew for every request: loaders never outlive the person who asked.
import DataLoader from 'dataloader';
import { identityText } from '../../schema/canon/identity.ts';
import type {
  Assignment,
  Milestone,
  Project,
  ProjectStatus,
  RateCard,
  Resource,
  ResourceRequest,
  Task,
} from '../../schema/canon/project.ts';
import type { UnbilledWork } from '../../schema/canon/work.ts';
import { answerLoader, batchMax, type Sourced, type Translator } from '../crossref/translate.ts';
import type { WriteDesk } from '../ledger/desk.ts';
import type { PsaPort } from '../ports/psa.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { Reports } from '../runtime/reports.ts';

type Loader<T> = DataLoader<string, Sourced<T> | null>;

/** The context of one request to the PSA's system API. */
export interface PsaContext {
  readonly envelope: Envelope;
  readonly reports: Reports;
  readonly port: PsaPort;
  readonly desk: WriteDesk;
  readonly translator: Translator;
  readonly projects: Loader<Project>;
  readonly resources: Loader<Resource>;
  readonly rateCards: Loader<RateCard>;
  readonly tasksOf: Loader<readonly Task[]>;
  readonly milestonesOf: Loader<readonly Milestone[]>;
  readonly assignmentsOf: Loader<readonly Assignment[]>;
  readonly resourceRequestsOf: Loader<readonly ResourceRequest[]>;
  /** Keyed by the project itself, for its billing model and currency say what unbilled work means. */
  readonly unbilledWork: DataLoader<Project, UnbilledWork | null, string>;
  /** Projects of customers, one loader per set of statuses asked for. */
  readonly projectsOf: (statuses: readonly ProjectStatus[] | null) => Loader<readonly Project[]>;
}

/** What a request brings along. */
export interface PsaRequest {
  readonly envelope: Envelope;
  readonly reports: Reports;
  readonly desk: WriteDesk;
}

/** The context of one request. */
export function psaContext({ envelope, reports, desk }: PsaRequest, port: PsaPort, translator: Translator): PsaContext {
  const projectsOf = new Map<string, Loader<readonly Project[]>>();
  return {
    envelope,
    reports,
    desk,
    port,
    translator,
    projects: answerLoader(translator, 'PROJECT', (refs) => port.projectsByRef(envelope, refs)),
    resources: answerLoader(translator, 'RESOURCE', (refs) => port.resourcesByRef(envelope, refs)),
    rateCards: answerLoader(translator, 'RATE_CARD', (refs) => port.rateCardsByRef(envelope, refs)),
    tasksOf: answerLoader(translator, 'PROJECT', (refs) => port.tasksOf(envelope, refs)),
    milestonesOf: answerLoader(translator, 'PROJECT', (refs) => port.milestonesOf(envelope, refs)),
    assignmentsOf: answerLoader(translator, 'PROJECT', (refs) => port.assignmentsOf(envelope, refs)),
    resourceRequestsOf: answerLoader(translator, 'PROJECT', (refs) => port.resourceRequestsOf(envelope, refs)),
    unbilledWork: new DataLoader(
      async (projects: readonly Project[]) => {
        const { value } = await port.unbilledWorkOf(envelope, projects);
        return projects.map((_, index) => value[index] ?? null);
      },
      { cacheKeyFn: (project) => identityText(project.ref), maxBatchSize: batchMax },
    ),
    projectsOf: (statuses) => {
      const key = statuses === null ? '*' : [...statuses].sort().join(' ');
      const made =
        projectsOf.get(key) ??
        answerLoader(translator, 'CUSTOMER', (refs) => port.projectsOf(envelope, refs, statuses));
      projectsOf.set(key, made);
      return made;
    },
  };
}
