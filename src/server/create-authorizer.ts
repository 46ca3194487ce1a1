/** Builds the authorizer of a server from its parts. */
import { Authorizer } from '../authorizer/authorize.ts';
import { authorizeRulesOf } from '../authorizer/authorize-rules.ts';
import { AuthorizerState } from '../authorizer/authorizer-state.ts';
import { Faults } from '../authorizer/faults/faults.ts';
import { OutageStore } from '../authorizer/faults/store-outage.ts';
import { inDoubtLimitsFor } from '../authorizer/in-doubt.ts';
import type { Settings } from '../config/settings-table.ts';
import { processMemory } from '../limits/stores/memory/process-memory.ts';
import { withSpans } from './authorization-spans.ts';
import { logDecisions } from './decision-log.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Recording } from './recording.ts';
import type { RunningLogLevel } from './running-log-level.ts';
import type { CardParts } from './stores.ts';

export interface AuthorizerNeeds {
  readonly settings: Settings;
  readonly cards: CardParts;
  readonly metrics: Metrics;
  readonly recording: Recording;
  readonly log: Log;
  readonly logLevel: RunningLogLevel;
}

export async function createAuthorizer({ settings, cards, metrics, recording, log, logLevel }: AuthorizerNeeds): Promise<Authorizer> {
  const { tokenOf, profiles } = cards;
  const { timings } = metrics;
  const store = timings.timeStore(cards.store);
  const pinVerifier = timings.timePins(recording.watchPins(cards.pinVerifier));
  const observer = await withSpans(recording.observe(logDecisions(log, logLevel, metrics)));
  const inDoubtLimits = inDoubtLimitsFor(processMemory().heapBytes);
  const faults = new Faults(metrics);
  const outages = new OutageStore(store, faults);
  const state = new AuthorizerState({ store: outages, observer, faults, inDoubtLimits });
  return new Authorizer({ store: outages, tokenOf, pinVerifier, rules: authorizeRulesOf(settings), profiles, observer, state });
}
