/** The office of a scenario: its database, the cards of the scenario's store, and the same clock. */
import { CardService } from '../../issuing/card-service.ts';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import { createPanVault } from '../../pin/pan-vault.ts';
import { createPinVerifier } from '../../pin/pin-verifier.ts';
import { seededBytes } from '../../pin/seeded-bytes.ts';
import { verifyBooks } from '../../programme/bank/verify-books.ts';
import type { Office } from '../../programme/core/office.ts';
import { Refusal } from '../../programme/core/refusal.ts';
import { PROGRAMME_DEFAULTS } from '../../programme/core/settings.ts';
import { registerMunicipality } from '../../programme/demo/municipality.ts';
import { advance } from '../../programme/desk/advance.ts';
import { drain } from '../../programme/desk/drain.ts';
import { FileFault } from '../../programme/payment-files/file-fault.ts';
import { type Expectation, ScenarioError } from '../scenario.ts';
import type { FileStep } from '../scenario-schema.ts';
import type { VirtualHost } from '../virtual-host.ts';
import { type Checked, checkOffice } from './check.ts';
import { takeOfficeDatabase } from './office-database.ts';
import { perform } from './perform.ts';
import type { Done } from './performance.ts';
import type { ProgrammeAction } from './programme-actions.ts';
import { World } from './world.ts';

const PAN_PREFIX = '957899';

/** A card as its holder has it: with the PIN from its mailer. */
export interface OfficeCard {
  readonly pan: string;
  readonly pin: string;
  /** YYMM. */
  readonly expiry: string;
}

/** What became of a step: it is done, or refused with a code and in both languages. */
export interface Performed {
  readonly done: Done | undefined;
  readonly refused: string;
}

export interface ScenarioOffice {
  advanceTo(instantMs: number): Promise<void>;
  perform(action: ProgrammeAction, file: FileStep): Promise<Performed>;
  check(expected: Expectation, done: Done | undefined): Promise<readonly Checked[]>;
  /** Rejects with a ScenarioError when there is no such card, or it has no PIN yet. */
  card(serial: string): Promise<OfficeCard>;
  /** The first difference in the books; empty when they balance. */
  booksError(): Promise<string>;
  close(): void;
}

function refusedBy(error: unknown): string {
  if (error instanceof Refusal) return [error.code, error.sentence('en'), error.sentence('nb')].join(' | ');
  if (error instanceof FileFault) return error.message;
  throw error;
}

function officeOn(host: VirtualHost, profiles: ProfileSet, database: Office['database']): Office {
  const randomBytes = seededBytes('office of scenarios');
  const nowMs = (): number => host.nowMs;
  const cards = new CardService({
    cards: host.store.cards,
    profiles,
    tokenOf: (pan) => host.tokenOf(pan),
    pinVerifier: createPinVerifier(host.ring),
    panPrefix: PAN_PREFIX,
    randomBytes,
    nowMs,
    countries: { assumedCountry: 0, svalbardIsDomestic: true },
  });
  const vault = createPanVault(host.ring, randomBytes);
  return { database, cards, vault, nowMs, randomBytes, settings: PROGRAMME_DEFAULTS, warn: () => {} };
}

class OpenOffice implements ScenarioOffice {
  readonly #host: VirtualHost;
  readonly #world: World;
  readonly #release: () => void;

  constructor(host: VirtualHost, world: World, release: () => void) {
    this.#host = host;
    this.#world = world;
    this.#release = release;
  }

  async advanceTo(instantMs: number): Promise<void> {
    const setClock = async (toMs: number): Promise<void> => {
      this.#host.advanceTo(toMs);
      await this.#host.store.sweep();
    };
    // Without a sink for PINs: they are produced by a step, at the desk of the bank.
    await advance(this.#world.office, instantMs, setClock);
  }

  async perform(action: ProgrammeAction, file: FileStep): Promise<Performed> {
    try {
      const done = await perform(this.#world, action, file);
      await drain(this.#world.office);
      return { done, refused: '' };
    } catch (error) {
      return { done: undefined, refused: refusedBy(error) };
    }
  }

  check(expected: Expectation, done: Done | undefined): Promise<readonly Checked[]> {
    return checkOffice(this.#world, expected, done);
  }

  async card(serial: string): Promise<OfficeCard> {
    const { sealed_pan: sealed, number, expiry } = await this.#world.account(serial);
    const pin = this.#world.pinOf(serial);
    if (pin === undefined)
      throw new ScenarioError(`The card ${serial} has no PIN yet; its cards are not confirmed, or the PINs not produced.`);
    return { pan: this.#world.office.vault.open(sealed, number), pin, expiry };
  }

  async booksError(): Promise<string> {
    const { differences } = await verifyBooks(this.#world.office);
    return differences[0] ?? '';
  }

  close(): void {
    this.#release();
  }
}

/** Rejects with a DatabaseError when the database cannot start. */
export async function openScenarioOffice(host: VirtualHost, profiles: ProfileSet): Promise<ScenarioOffice> {
  const { database, release } = await takeOfficeDatabase();
  try {
    const office = officeOn(host, profiles, database);
    return new OpenOffice(host, new World(office, await registerMunicipality(office)), release);
  } catch (error) {
    release();
    throw error;
  }
}
