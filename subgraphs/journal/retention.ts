// How long each table's rows are kept, and whether they hold personal data. A test holds the list against the database.

/** FOREVER: facts of account. DAYS: deleted that long after the run rests. CURRENT: as long as what it describes. ERASABLE: until somebody asks. */
export type RetentionClass =
  | { readonly kind: 'FOREVER' }
  | { readonly kind: 'CURRENT' }
  | { readonly kind: 'DAYS'; readonly days: number; readonly personal: boolean }
  | { readonly kind: 'ERASABLE' };

const forever: RetentionClass = { kind: 'FOREVER' };
const current: RetentionClass = { kind: 'CURRENT' };
/** Inputs may name people; a year answers the questions of an audit, and the engine's copies go after a month. */
const runData: RetentionClass = { kind: 'DAYS', days: 400, personal: true };

/** By table; the engine's own schema `dbos` is one entry. */
export const retentionClasses: Readonly<Record<string, RetentionClass>> = {
  migration: forever,
  firm: forever,
  restoration: forever,
  crossref_record: current,
  crossref_alias: current,
  crossref_candidate: current,
  crossref_match_key: current,
  feed_cursor: current,
  feed: current,
  feed_record: current,
  feed_due: current,
  feed_hook: current,
  run: runData,
  run_step: runData,
  run_note: runData,
  run_parked: runData,
  run_set_aside: runData,
  run_turn: runData,
  run_exception: runData,
  run_mark: runData,
  run_report: runData,
  operator_act: runData,
  run_maker: runData,
  approval: runData,
  approval_decision: runData,
  approval_delegation: { kind: 'DAYS', days: 400, personal: false },
  detector_sweep: current,
  detector: current,
  detector_sighting: current,
  alert: { kind: 'DAYS', days: 400, personal: false },
  alert_telling: { kind: 'DAYS', days: 400, personal: false },
  system_pause: current,
  system_report: current,
  engagement: forever,
  customer_change: forever,
  opening_position: forever,
  billing_line: forever,
  retainer_lot: forever,
  retainer_draw: forever,
  billing_draft: forever,
  work_item: forever,
  work_claim: forever,
  work_adjustment: forever,
  work_hold: current,
  cost_posting: forever,
  cost_claim: forever,
  cost_entry: forever,
  cost_hold: current,
  billing_credit: forever,
  billing_credit_part: forever,
  watched_document: current,
  release_schedule: current,
  business_key: forever,
  idempotency_key: { kind: 'DAYS', days: 90, personal: true },
  outbox_event: { kind: 'DAYS', days: 30, personal: false },
  outbox_delivery: { kind: 'DAYS', days: 30, personal: false },
  outbox_reader: current,
  person: { kind: 'ERASABLE' },
  legal_hold: forever,
  audit_entry: forever,
  audit_head: current,
  executor_heartbeat: current,
  housekeeping: { kind: 'DAYS', days: 400, personal: false },
  budget_share: current,
  ledger_entry: forever,
  dbos: { kind: 'DAYS', days: 30, personal: true },
};
