// A record as a system API tells it. That may be a service of the firm's own: what decides about a second call is checked, not believed.
import { z } from 'zod';
import { recordKinds } from '../../../schema/canon/identity.ts';

/** What it has to look like. */
export const recordShape = z.object({
  system: z.enum(['CRM', 'PSA', 'ERP', 'HCM', 'PROCESS', 'UNKNOWN']),
  instance: z.string().min(1),
  kind: z.enum(recordKinds),
  id: z.string().min(1),
});
