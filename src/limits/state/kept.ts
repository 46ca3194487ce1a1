/**
 * How much of what grows with traffic the accounts of one store hold. It is counted where it
 * changes, so that a store knows its size without looking at every card.
 */
export class Kept {
  spends = 0;
  /** Of the typed arrays that hold the spends. */
  spendBytes = 0;
  /** Live holds, and those whose time is over and whose card was not looked at since. */
  holds = 0;
}
