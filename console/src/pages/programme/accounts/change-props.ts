/** What the forms that change an account are given. */
import type { Outcome } from '../parts/result.tsx';
import type { Account } from '../types.ts';

export interface ChangeProps {
  readonly account: Account;
  /** Told above the forms. */
  readonly outcome: Outcome;
  readonly onChanged: () => Promise<void>;
}
