// The project statuses this account uses. The vendor numbers them by colour: 1xx grey is not started, 2xx light green close
// to starting, 3xx green in progress, 4xx yellow waiting, 5xx red blocked or ended, 6xx blue finished.

/** How a status shows on a workspace. The key is text there, and a number where it is set. */
export interface WorkspaceStatus {
  readonly color: string;
  readonly key: string;
  readonly message: string;
}

const STATUSES: Readonly<Record<number, readonly [color: string, message: string]>> = {
  110: ['grey', 'Not Started'],
  210: ['light-green', 'In Setup'],
  310: ['green', 'In Progress'],
  410: ['yellow', 'On Hold'],
  501: ['red', 'Cancelled'],
  510: ['red', 'Blocked'],
  610: ['blue', 'Completed'],
};

/** What a new project has. */
export const STATUS_KEY_DEFAULT = 110;

/** The status with this key; an unknown key shows as the default one. */
export function statusOf(key: number): WorkspaceStatus {
  const known = STATUSES[key] === undefined ? STATUS_KEY_DEFAULT : key;
  const [color, message] = STATUSES[known] ?? ['grey', 'Not Started'];
  return { color, key: String(known), message };
}

/** Whether there is a status with this key. */
export function isStatusKey(key: number): boolean {
  return STATUSES[key] !== undefined;
}
