/** Runs scenarios in this process on a virtual clock, with the embedded or the file store, or with Redis. */
import { randomUUID } from 'node:crypto';
import { luhnCheckDigit } from '../cards/pan.ts';
import { verifyStore } from '../issuing/verify-store.ts';
import { liveHolds } from '../limits/explain/earliest.ts';
import { headroomAt } from '../limits/explain/headroom.ts';
import { BUILT_IN_PROFILES, type ProfileSet } from '../limits/rules/profile.ts';
import type { CardRecord } from '../limits/state/card.ts';
import { StoreError } from '../limits/store.ts';
import type { CardState, ScenarioHost } from './host.ts';
import type { ScenarioOffice } from './programme/scenario-office.ts';
import type { Scenario, ScenarioTerminal } from './scenario.ts';
import { openScratchFileStore, SCRATCH_FILE_FORM, type ScratchStore } from './scratch-file-store.ts';
import { openVirtualHost, type VirtualHost } from './virtual-host.ts';

const PAN_PREFIX = '957899';
const PAN_DIGITS = 16;
/** All keys in Redis start with this and a random name of the run. */
export const REDIS_PREFIX = 'aksept-scenario';

/** Opens Redis with a random prefix. Rejects with a StoreError. */
async function openScratchStore(url: string, redisPrefix: string, profiles: ProfileSet): Promise<ScratchStore> {
  const prefix = `${redisPrefix}-${randomUUID()}`;
  const { createRedisStore } = await import('../limits/stores/redis/store.ts');
  const { removeKeys } = await import('../limits/stores/redis/remove-keys.ts');
  const store = await createRedisStore({ url, profiles, prefix });
  return {
    store,
    close: async () => {
      await store.close();
      await removeKeys(url, prefix);
    },
  };
}

interface ScratchOptions {
  readonly redisPrefix: string;
  readonly profiles: ProfileSet;
  readonly nowMs: () => number;
}

/** Undefined: the embedded store of the virtual host. */
async function scratchStore(address: string, { redisPrefix, profiles, nowMs }: ScratchOptions): Promise<ScratchStore | undefined> {
  if (address === 'memory:') return undefined;
  if (address.startsWith(SCRATCH_FILE_FORM)) return openScratchFileStore(address.slice(SCRATCH_FILE_FORM.length), { profiles, nowMs });
  return openScratchStore(address, redisPrefix, profiles);
}

/** Terminals without an id become `TERM0001` and so on, in the order of the file. */
function terminalIds(scenario: Scenario): (terminal: ScenarioTerminal) => string {
  const ids = new Map(scenario.terminals.map(({ name, id }, index) => [name, id || `TERM${String(index + 1).padStart(4, '0')}`]));
  return ({ name }) => ids.get(name) ?? '';
}

function generatedPan(index: number): string {
  const payload = PAN_PREFIX + String(index + 1).padStart(PAN_DIGITS - 1 - PAN_PREFIX.length, '0');
  return payload + luhnCheckDigit(payload);
}

async function cardStateOf(host: VirtualHost, profiles: ProfileSet, pan: string, atMs: number): Promise<CardState | undefined> {
  const snapshot = await host.store.cards.snapshot(host.tokenOf(pan), atMs);
  if (snapshot === undefined) return undefined;
  const { status, pinTriesUsed, ledgerMinor, profile }: CardRecord = snapshot.card;
  const heldMinor = liveHolds(snapshot).reduce((sum, hold) => sum + hold.amountMinor, 0);
  const limits = profiles.get(profile);
  return {
    status,
    pinTriesUsed,
    ledgerMinor,
    heldMinor,
    availableMinor: ledgerMinor - heldMinor,
    limits: limits === undefined ? [] : headroomAt(snapshot, limits),
  };
}

/** Loaded for scenarios that have an office: it brings a database. Closes the host when it rejects. */
async function openOffice(host: VirtualHost, profiles: ProfileSet): Promise<ScenarioOffice> {
  try {
    const { openScenarioOffice } = await import('./programme/scenario-office.ts');
    return await openScenarioOffice(host, profiles);
  } catch (error) {
    await host.close();
    throw error;
  }
}

/**
 * `storeAddress`: `memory:`, `file:` with or without a folder, or a Redis address; closing removes
 * all that it wrote. Rejects with a StoreError.
 */
export async function openInProcessHost(
  scenario: Scenario,
  storeAddress: string,
  redisPrefix: string = REDIS_PREFIX,
): Promise<ScenarioHost> {
  const profiles = scenario.profiles ?? BUILT_IN_PROFILES;
  let clock: VirtualHost | undefined;
  const nowMs = (): number => clock?.nowMs ?? scenario.startMs;
  const scratch = await scratchStore(storeAddress, { redisPrefix, profiles, nowMs });
  const host = await openVirtualHost({
    profiles,
    startMs: scenario.startMs,
    rules: scenario.rules,
    ...(scratch && { store: scratch.store }),
  });
  clock = host;
  const office = scenario.hasOffice ? await openOffice(host, profiles) : undefined;
  const indexOf = new Map(scenario.cards.map(({ name }, index) => [name, index]));
  return {
    description: host.store.description,
    unreported: [],
    stanBase: 0,
    terminalId: terminalIds(scenario),
    issue: async ({ name, pan: given, pin, expiry, balanceMinor, status, profile, onFile }) => {
      const pan = given || generatedPan(indexOf.get(name) ?? 0);
      if (onFile) await host.issue({ pan, pin, expiry, balanceMinor, status, profile });
      return pan;
    },
    pinBlock: (pan, pin) => host.pinBlock(pan, pin),
    office,
    advanceTo: (instantMs) => (office === undefined ? host.advanceTo(instantMs) : office.advanceTo(instantMs)),
    send: (request, outage) => host.authorize(request, outage),
    cardState: (pan, atMs) => cardStateOf(host, profiles, pan, atMs),
    changeCard: async (pan, task) => {
      const token = host.tokenOf(pan);
      try {
        const card =
          task.kind === 'fund' ? await host.store.cards.fund(token, task.amountMinor) : await host.store.cards.change(token, task.change);
        return card === undefined ? 'The card is not on file.' : '';
      } catch (error) {
        if (error instanceof StoreError && error.code === 'refused') return error.message;
        throw error;
      }
    },
    booksError: async () => (await verifyStore(host.store.cards, profiles)).fault || ((await office?.booksError()) ?? ''),
    close: async () => {
      office?.close();
      await host.close();
      await scratch?.close();
    },
  };
}
