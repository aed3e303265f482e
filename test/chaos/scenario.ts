// What a process is put through chaos with: whom its runs are for, which vendor writes they make, and what the vendors are to hold.
import type { VendorName } from '../../subgraphs/sandbox/stand-in.ts';
import type { ChaosClient, Request, RunTold } from './client.ts';
import type { ChaosFirm } from './firm.ts';
import type { PlantedFault } from './planted.ts';

/** A call as its vendor's log names it: `METHOD /path?query`, by regular expression. */
export interface Call {
  readonly vendor: VendorName;
  readonly match: string;
}

/** A write of a process. */
export interface Write extends Call {
  /** Names it in boundaries and tables; unique in its scenario. */
  readonly step: string;
  /** Which act of a subject makes it, from 0. */
  readonly act: number;
  /** Kinds of subjects for whom it is made. */
  readonly kinds: readonly string[];
  /**
   * Whether the vendor takes it a second time as a further record. Such a call that lands when everybody has stopped waiting for it is a
   * further record indeed, and nothing but a look at the vendor finds it.
   */
  readonly isTwiceTwo: boolean;
  /** A call that comes before it and after every other one that looks like it. */
  readonly after?: Call;
}

/** Something that vendors hold for a subject, by their own records. */
export interface Holding {
  readonly what: string;
  readonly vendor: VendorName;
  readonly count: number;
  readonly wanted: number;
  /** It stays when everything is taken back. */
  readonly stays?: boolean;
}

/** One run for a subject. */
export interface Act {
  readonly request: Request;
  /** Asked of the vendors' own tables now; `wanted` is what there is once the act is done. */
  holdings(): readonly Holding[];
  /** Whether what is there beyond the wanted is a record made twice, or one that was not taken back. */
  readonly leaves: 'RECORDS' | 'NOTHING';
  /** How it is to end: done, or refused by a vendor and taken back. */
  readonly ends: 'DONE' | 'COMPENSATED';
}

/** Whom or what runs are for: acts are played one after the other, each once the one before has ended as it is to. */
export interface Subject {
  readonly name: string;
  readonly acts: readonly Act[];
  /** What people do about a run that was taken back and ought not to have been; null when there is nothing to be done. */
  mend(client: ChaosClient, run: RunTold): Promise<RunTold | null>;
}

/** A process under chaos. */
export interface Scenario {
  /** The process' name. */
  readonly process: string;
  readonly kinds: readonly string[];
  /** In the order of the process. */
  readonly writes: readonly Write[];
  /** Where somebody is frozen: a create that the PSA does not deduplicate, its look-up, and a write that looks before it sends. */
  readonly frozen: {
    readonly create: Call;
    readonly lookUp: Call;
    readonly looking: { readonly look: Call; readonly write: Call };
  };
  /** Builds that are wrong on purpose, by name: each has to come out as duplicates in the PSA. */
  readonly planted: Readonly<Record<string, PlantedFault>>;
  /** Puts subjects of these kinds into the vendors, in this order. */
  plant(firm: ChaosFirm, kinds: readonly string[]): Promise<readonly Subject[]>;
  /** How long one act may take under the storm, where every fourth answer is lost and a lost one takes seconds to settle. */
  readonly stormMsMax: number;
}
