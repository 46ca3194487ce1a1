/** Reads the steps of a scenario file: resolves names and times, and checks each step's keys. */
import { MINUTE_MS } from '../config/duration.ts';
import { suggestion } from '../config/known-words.ts';
import { MistakeList } from '../config/mistakes.ts';
import { expiresAtMs } from '../limits/rules/oslo-time.ts';
import { NOK } from '../protocol/iso-codes.ts';
import { ACTION_KEYS, ACTIONS, type ActionKey, actionsWith, goesWith, OFFICE_NEEDS } from './actions.ts';
import { type Place, refuse } from './check-file.ts';
import { isProgrammeAction, SERIAL_FORM } from './programme/programme-actions.ts';
import { readExpectation } from './read-expectation.ts';
import type { Expectation, ScenarioCard, ScenarioStep, ScenarioTerminal } from './scenario.ts';
import type { FileStep } from './scenario-schema.ts';
import { stepText } from './step-text.ts';
import { firstStepMs, instantOf, WHEN_FORMS } from './when.ts';

/** The parts of the file that steps refer to. */
export interface StepContext {
  readonly startMs: number;
  readonly hasOffice: boolean;
  readonly cards: ReadonlyMap<string, ScenarioCard>;
  readonly terminals: ReadonlyMap<string, ScenarioTerminal>;
  readonly place: Place;
  /** Takes the mistakes of the steps. */
  readonly list: MistakeList;
  /** Whether keys of a step were taken out because they are wrong. */
  isFaulty(index: number): boolean;
}

const STEP_GAP_MS = MINUTE_MS;
const CURRENCIES: Readonly<Record<string, number>> = { NOK, EUR: 978, SEK: 752, DKK: 208, USD: 840, GBP: 826 };

/** YYMM of an expiry as printed on the card: `12/28`. */
export function expiryOf(printed: string): string {
  return printed.slice(3) + printed.slice(0, 2);
}

/** A card of the office: its number, PIN and expiry are known when the step runs. */
function officeCard(name: string): ScenarioCard {
  return { name, pan: '', pin: '', balanceMinor: 0, status: 'active', expiry: '', profile: '', onFile: true };
}

/** Keys whose value can be judged although another key of the step is wrong. */
const JUDGED_ALONE: readonly string[] = ['at', 'card', 'terminal', 'currency', 'expiry', 'track 2 of'];

class StepReader {
  readonly #context: StepContext;
  readonly #files: readonly FileStep[];
  readonly #byName = new Map<string, number>();
  readonly #steps: ScenarioStep[] = [];
  /** Steps with mistakes: what follows from them is not told of other steps. */
  readonly #faulty = new Set<number>();

  constructor(files: readonly FileStep[], context: StepContext) {
    this.#files = files;
    this.#context = context;
    for (const [index, { name }] of files.entries()) {
      if (context.isFaulty(index)) this.#faulty.add(index);
      if (name === undefined) continue;
      const first = this.#byName.get(name);
      if (first !== undefined) {
        context.list.attempt(() => this.#refuse(index, ['name'], `is also the name of step ${first + 1}; give each step its own name`));
      }
      this.#byName.set(name, index);
    }
  }

  read(): readonly ScenarioStep[] {
    for (const index of this.#files.keys()) this.#steps.push(this.#step(index));
    return this.#steps;
  }

  /** Reads the value of a key; its mistake is told unless it only follows from another. */
  #value<T>(index: number, key: string, read: () => T): T | undefined {
    const { list } = this.#context;
    const own = new MistakeList();
    const value = own.attempt(read);
    if (own.count === 0) return value;
    const isAlone = JUDGED_ALONE.includes(key) && Object.hasOwn(this.#file(index), key);
    const follows = this.#faulty.has(index) || this.#faulty.has(this.#named(index));
    if (!follows || isAlone) own.moveTo(list);
    this.#faulty.add(index);
    return undefined;
  }

  /** The step that this one names; -1: none. */
  #named(index: number): number {
    const file = this.#file(index);
    const name = file['reversal of'] ?? file['repeat of'] ?? file.of;
    return (name === undefined ? undefined : this.#byName.get(name)) ?? -1;
  }

  #refuse(index: number, path: readonly string[], what: string): never {
    return refuse(this.#context.place, ['steps', index, ...path], what);
  }

  #file(index: number): FileStep {
    return this.#files[index] ?? {};
  }

  #step(index: number): ScenarioStep {
    const file = this.#file(index);
    const action = this.#value(index, 'action', () => this.#action(index, file));
    const of = this.#value(index, 'of', () => this.#of(index, file, action)) ?? -1;
    const atMs = this.#value(index, 'at', () => this.#at(index, file)) ?? this.#previousMs();
    const card = this.#needsCard(file, action) ? this.#value(index, 'card', () => this.#card(index, file, of)) : undefined;
    const sends = action !== undefined && action !== 'office' && !isProgrammeAction(action);
    const terminal = sends ? this.#value(index, 'terminal', () => this.#terminal(index, file, of)) : undefined;
    const isRepeat = action === 'repeat of';
    const track2Of = file['track 2 of'];
    return {
      index,
      name: file.name ?? '',
      note: file.note ?? '',
      atMs,
      action,
      card,
      terminal,
      amountMinor: this.#value(index, 'amount', () => this.#amount(index, file, action)) ?? 0,
      changedAmountMinor: isRepeat ? file.amount : undefined,
      cashbackMinor: file.cashback ?? 0,
      replacementMinor: file.stands ?? 0,
      of,
      naming: file['named by'] ?? 'key',
      reversalReason: file.reason ?? '',
      pin: file.pin ?? '',
      newPin: file['pin change'] ?? '',
      entryMode: file.entry ?? '',
      currency: this.#value(index, 'currency', () => this.#currency(index, file)) ?? NOK,
      allowPartial: file['partial approval'] === 'allowed',
      lost: file.lost ?? '',
      storeOutage: file.store ?? '',
      newTime: file['transmission time'] === 'new',
      mac: file.mac ?? '',
      track2Of: track2Of === undefined ? undefined : this.#value(index, 'track 2 of', () => this.#cardNamed(index, 'track 2 of', track2Of)),
      officeWord: file.office ?? '',
      expiry: this.#value(index, 'expiry', () => this.#expiry(index, file)) ?? '',
      profile: file.profile ?? '',
      expected: this.#value(index, 'expect', () => this.#expected(index, file, action, atMs)),
      file,
      says: card === undefined && !this.#context.hasOffice ? '' : stepText(file, action, card, terminal),
    };
  }

  #previousMs(): number {
    return this.#steps.at(-1)?.atMs ?? this.#context.startMs;
  }

  #expected(index: number, file: FileStep, action: ActionKey | undefined, atMs: number): Expectation | undefined {
    const { startMs, hasOffice } = this.#context;
    return readExpectation(file, action, { startMs, hasOffice, stepMs: atMs, refuse: (path, what) => this.#refuse(index, path, what) });
  }

  #action(index: number, file: FileStep): ActionKey | undefined {
    const given = ACTION_KEYS.filter((key) => file[key] !== undefined);
    const [action, second] = given;
    if (second !== undefined) this.#refuse(index, [second], `cannot be in the same step as ${action}; a step has one action`);
    if (action === undefined) {
      const stray = ACTIONS.flatMap(({ options }): readonly string[] => options).find((key) => Object.hasOwn(file, key));
      if (stray !== undefined) this.#refuse(index, [stray], `needs an action, such as ${actionsWith(stray)[0]}`);
      if (file.expect === undefined) this.#refuse(index, [], `has no action and no expect; give it one of ${ACTION_KEYS.join(', ')}`);
      return undefined;
    }
    if (isProgrammeAction(action) && !this.#context.hasOffice)
      this.#refuse(index, [action], 'needs an office; add office: yes to the settings');
    for (const key of Object.keys(file)) {
      if (key === action || goesWith(action, key)) continue;
      const others = actionsWith(key);
      this.#refuse(index, [key], `does not go with ${action}${others.length === 0 ? '' : `; it goes with ${others.join(', ')}`}`);
    }
    return action;
  }

  /** The index of the step that this one follows or repeats; -1: none. */
  #of(index: number, file: FileStep, action: ActionKey | undefined): number {
    const key = action === 'reversal of' || action === 'repeat of' ? action : 'of';
    const name = file[key];
    if (name === undefined) {
      if (action === 'increment' || action === 'partial dispense')
        this.#refuse(index, ['of'], `is missing; name the step that the ${action} follows`);
      return -1;
    }
    const of = this.#byName.get(name);
    if (of === undefined) {
      const known = [...this.#byName.keys()];
      const advice = known.length === 0 ? 'give that step a name' : suggestion(name, known);
      this.#refuse(index, [key], `names an unknown step; ${advice}`);
    }
    const followed = this.#file(of);
    const sends = ACTION_KEYS.some((each) => each !== 'office' && !isProgrammeAction(each) && followed[each] !== undefined);
    if (of === index) this.#refuse(index, [key], 'names its own step; name an earlier one');
    if (!sends) this.#refuse(index, [key], `names step ${of + 1}, which sends no message`);
    if (action !== 'repeat of') return of;
    if (of > index) this.#refuse(index, [key], `names step ${of + 1}, which comes later`);
    // A repeat of a repeat repeats the first message.
    return followed['repeat of'] === undefined ? of : (this.#steps[of]?.of ?? of);
  }

  #at(index: number, file: FileStep): number {
    const previousMs = this.#previousMs();
    if (file.at === undefined) return index === 0 ? firstStepMs(previousMs) : previousMs + STEP_GAP_MS;
    const atMs = instantOf(file.at, { startMs: this.#context.startMs, previousMs });
    if (Number.isNaN(atMs)) this.#refuse(index, ['at'], `is not a time in Norway; write it as ${WHEN_FORMS}`);
    if (atMs < previousMs)
      this.#refuse(index, ['at'], index === 0 ? 'is before the start' : 'is before the previous step; put the steps in order of time');
    return atMs;
  }

  #cardNamed(index: number, key: string, name: string): ScenarioCard {
    const { cards, hasOffice } = this.#context;
    if (hasOffice && !cards.has(name) && SERIAL_FORM.test(name)) return officeCard(name);
    return cards.get(name) ?? this.#refuse(index, [key], `is not a card of this file; ${suggestion(name, [...cards.keys()])}`);
  }

  /** Steps of the office name no card, and those that only look at the office need none. */
  #needsCard(file: FileStep, action: ActionKey | undefined): boolean {
    if (isProgrammeAction(action)) return false;
    return action !== undefined || file.card !== undefined || !this.#context.hasOffice;
  }

  #card(index: number, file: FileStep, of: number): ScenarioCard {
    if (file.card !== undefined) return this.#cardNamed(index, 'card', file.card);
    const { cards } = this.#context;
    const followed = of === -1 ? undefined : this.#file(of).card;
    if (followed !== undefined) return this.#cardNamed(of, 'card', followed);
    if (of !== -1 && of < index) return this.#steps[of]?.card ?? this.#refuse(index, ['card'], 'is missing');
    const [only] = cards.values();
    if (only === undefined || cards.size > 1) this.#refuse(index, ['card'], `is missing; there are ${cards.size}, so name one`);
    return only;
  }

  #terminal(index: number, file: FileStep, of: number): ScenarioTerminal {
    const { terminals } = this.#context;
    const name = file.terminal ?? (of === -1 ? undefined : this.#file(of).terminal);
    if (name === undefined) {
      const before = of !== -1 && of < index ? this.#steps[of]?.terminal : undefined;
      if (before !== undefined) return before;
      const [only] = terminals.values();
      if (only === undefined || terminals.size > 1)
        this.#refuse(index, ['terminal'], `is missing; there are ${terminals.size}, so name one`);
      return only;
    }
    const found = terminals.get(name);
    return found ?? this.#refuse(index, ['terminal'], `is not a terminal of this file; ${suggestion(name, [...terminals.keys()])}`);
  }

  #amount(index: number, file: FileStep, action: ActionKey | undefined): number {
    if (action === undefined || action === 'repeat of' || isProgrammeAction(action)) return 0;
    if (action === 'office') return this.#officeAmount(index, file);
    const value = file[action];
    return typeof value === 'number' ? value : 0;
  }

  #officeAmount(index: number, file: FileStep): number {
    const word = file.office ?? '';
    const needed = OFFICE_NEEDS[word];
    for (const key of ['amount', 'expiry', 'profile'] as const) {
      if (key === needed && file[key] === undefined) this.#refuse(index, [key], `is missing; office: ${word} needs it`);
      if (key !== needed && file[key] !== undefined) this.#refuse(index, [key], `does not go with office: ${word}`);
    }
    return file.amount ?? 0;
  }

  #currency(index: number, file: FileStep): number {
    const text = file.currency ?? 'NOK';
    const numeric = CURRENCIES[text.toUpperCase()] ?? (/^\d{1,3}$/.test(text) ? Number(text) : 0);
    return numeric > 0 ? numeric : this.#refuse(index, ['currency'], `must be ${Object.keys(CURRENCIES).join(', ')} or three digits`);
  }

  #expiry(index: number, file: FileStep): string {
    if (file.expiry === undefined) return '';
    const expiry = expiryOf(file.expiry);
    return Number.isNaN(expiresAtMs(expiry)) ? this.#refuse(index, ['expiry'], 'is not a month') : expiry;
  }
}

/** All steps, in order. Mistakes go into the list of the context, and leave parts of a step out. */
export function readSteps(files: readonly FileStep[], context: StepContext): readonly ScenarioStep[] {
  return new StepReader(files, context).read();
}
