// The promises, of every connector's own writes.
import { describePromises } from './promises.ts';
import { writeRigs } from './rigs.ts';

describePromises(writeRigs);
