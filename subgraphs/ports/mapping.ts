// A connector's field mapping is configuration; this is what it raises when the vendor's own description disagrees.

/** Every difference at once, so that an administrator fixes them in one go. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
  readonly differences: readonly string[];

  constructor(vendor: string, differences: readonly string[]) {
    super(
      `The field mapping of ${vendor} does not fit this instance:\n${differences.map((text) => `  - ${text}`).join('\n')}`,
    );
    this.differences = differences;
  }
}
