/** What every use case of the office works with. */

import type { CardEntry } from '../../cards/card-entry.ts';
import type { Database, Sql } from '../../database/database.ts';
import type { CardService } from '../../issuing/card-service.ts';
import type { PanVault } from '../../pin/pan-vault.ts';
import type { RandomBytes } from '../../pin/random-bytes.ts';
import type { ProgrammeSettings } from './settings.ts';

export interface Office {
  readonly database: Database;
  /** The cards: the only place where money on them is. */
  readonly cards: CardService;
  readonly vault: PanVault;
  /** The clock of the card store. */
  readonly nowMs: () => number;
  readonly randomBytes: RandomBytes;
  readonly settings: ProgrammeSettings;
  /**
   * Gets cards with their PINs when these are produced and the key ring is a test ring: terminals
   * of the simulation take them from the file of test cards. Undefined: nobody gets them.
   */
  readonly keepTestPins?: ((cards: readonly CardEntry[]) => void) | undefined;
  /** Called when moves of money were added to the outbox, after their transaction. */
  readonly movesAdded?: (() => void) | undefined;
  /** One sentence for the log of the server. */
  readonly warn: (sentence: string) => void;
}

/** The part of an office that a step inside one transaction may use. */
export interface OfficeStep extends Pick<Office, 'nowMs' | 'settings'> {
  readonly sql: Sql;
}
