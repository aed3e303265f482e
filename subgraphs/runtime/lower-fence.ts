// Told by a system API to an execution that a newer one has shut out.

/** A look-up under a fence that a newer execution has shut out: this execution has to stop. The saga ends it. */
export class LowerFence extends Error {
  override readonly name = 'LowerFence';

  constructor({ key, fence }: { readonly key: string; readonly fence: number }) {
    super(`${key}: fence ${fence} is older than one that has written or looked already; stop this execution`);
  }
}
