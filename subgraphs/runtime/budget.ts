/** How full a vendor account's budget is. */
export interface BudgetState {
  readonly concurrentMax: number;
  readonly interactiveInUse: number;
  readonly backgroundInUse: number;
  readonly waiting: number;
}
