// The stages of an opportunity with what each means, as an administrator of the organisation set them up.

/** A stage; the order is the picklist's. */
export const OPPORTUNITY_STAGES = [
  { value: 'Prospecting', probability: 10, isClosed: false, isWon: false },
  { value: 'Qualification', probability: 25, isClosed: false, isWon: false },
  { value: 'Proposal/Price Quote', probability: 50, isClosed: false, isWon: false },
  { value: 'Negotiation/Review', probability: 75, isClosed: false, isWon: false },
  { value: 'Contracted', probability: 90, isClosed: false, isWon: false },
  { value: 'Closed Won', probability: 100, isClosed: true, isWon: true },
  { value: 'Closed Lost', probability: 0, isClosed: true, isWon: false },
] as const;
