// What the parts of a journey on one house are told of it.
import type { TestHouse } from '../house/house.ts';
import type { Biller, SeenDraft } from './biller.ts';

/** A house that bills; `billed` bills a project's approved time, and says where it ended. */
export interface Opened {
  readonly house: TestHouse;
  readonly biller: Biller;
  readonly billed: (
    title: string,
  ) => Promise<{ readonly project: string; readonly draft: SeenDraft; readonly erp: string }>;
}
