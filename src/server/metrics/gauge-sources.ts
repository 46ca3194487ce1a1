/** Where the gauges of a running server get their values from. */
import type { AuthorizerState } from '../../authorizer/authorizer-state.ts';
import type { Store } from '../../limits/store.ts';
import type { OpenOffice } from '../../programme/core/open-office.ts';
import type { OutboxState } from '../../programme/core/outbox-state.ts';
import type { GaugeSources } from './gauges.ts';

/** One read for all gauges of a scrape. Undefined when the database does not answer. */
function outboxOf(backOffice: OpenOffice): () => Promise<OutboxState | undefined> {
  let reading: Promise<OutboxState | undefined> | undefined;
  return () => {
    reading ??= backOffice
      .outbox()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
}

export function gaugesOf(state: AuthorizerState, store: Store, backOffice: OpenOffice | undefined): GaugeSources {
  return {
    connections: () => state.connections,
    inFlight: () => state.inFlight,
    inDoubt: () => state.inDoubt.count,
    inDoubtMax: () => state.inDoubt.attemptsMax,
    heldAnswers: () => state.faults.held,
    storeReady: () => store.ready(),
    storeUsage: () => store.usage(),
    outbox: backOffice === undefined ? undefined : outboxOf(backOffice),
    databaseReady: backOffice === undefined ? undefined : () => backOffice.office.database.ready(),
  };
}
