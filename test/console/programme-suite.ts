/** A server with a back office, a municipality in it, and the pages of the card programme in Norwegian. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { accountNumberOf, nationalNumberOf } from '../support/norwegian-numbers.ts';
import { type Console, describeConsole } from './console-suite.ts';

/** A Monday; before the cut-off. */
const BEGIN = '2026-03-02T08:00:00Z';
export const TODAY = '2026-03-02';

export const LOADING_ACCOUNT = accountNumberOf(2);
/** BrukerID and name of those who are registered; further ones come by messages. */
export const ADMINISTRATOR = 'ADM001';
export const BESTILLER = 'BES001';
export const BANK = 'BANK01';

const SHARED = { organisationNumber: '974760673', streetAddress: 'Storgata 1, 0155 Oslo', pinAddress: 'Postboks 100, 0101 Oslo' } as const;
const OPENING_MINOR = 100_000_000;

export interface Programme extends Console {
  /** Opens a page of the programme as a user. */
  visit(page: string, userId: string, options?: BrowserContextOptions): Promise<Page>;
  /** A request beside the page, in the name of a user. Rejects when it is refused. */
  ask(path: string, userId: string, init?: RequestInit): Promise<Response>;
  /** The same that sends a JSON body and reads one. */
  tell(path: string, userId: string, body: object): Promise<Answer>;
}

export type Answer = Readonly<Record<string, unknown>>;

async function registerMunicipality(tell: Programme['tell']): Promise<void> {
  const people = [
    [ADMINISTRATOR, 'Anne Administrator'],
    [BESTILLER, 'Bjørn Bestiller'],
  ] as const;
  for (const [index, [userId, name]] of people.entries()) {
    await tell('/users', BANK, { userId, name, nationalNumber: nationalNumberOf(index) });
  }
  const first = { ...SHARED, administrator: ADMINISTRATOR, bestiller: BESTILLER };
  const opened = (index: number): object => ({ number: accountNumberOf(index), openingMinor: OPENING_MINOR });
  const main = { programme: 'main', agreementNumber: '1000001', name: 'Bykommunen', cardTypes: [], loadingAccounts: [opened(1)] };
  const { subscriptionId: mainId } = await tell('/subscriptions', BANK, { ...first, ...main });
  await tell('/subscriptions', BANK, {
    ...first,
    programme: 'sosial',
    mainId,
    agreementNumber: '1000002',
    name: 'Bydelens sosialtjeneste',
    cardTypes: ['kronekort', 'kontantkort'],
    returnAccount: opened(3),
    payerAccount: opened(4),
    loadingAccounts: [{ number: LOADING_ACCOUNT, openingMinor: OPENING_MINOR }],
  });
}

export function describeProgramme(name: string, suite: (programme: Programme) => void): void {
  describeConsole(
    name,
    (at) => {
      const ask: Programme['ask'] = async (path, userId, { headers = {}, ...init } = {}) => {
        const response = await fetch(`${at.http()}/v1/programme${path}`, { ...init, headers: { ...headers, 'aksept-user': userId } });
        if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
        return response;
      };
      const tell: Programme['tell'] = async (path, userId, body) => {
        const headers = { 'content-type': 'application/json' };
        return (await (await ask(path, userId, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as Answer;
      };
      beforeAll(() => registerMunicipality(tell));
      const visit: Programme['visit'] = async (view, userId, options = {}) => {
        const page = await at.open(`#/programme/${view}`, { locale: 'nb-NO', ...options });
        await become(page, userId);
        return page;
      };
      suite({ ...at, ask, tell, visit });
    },
    ['--database', 'pglite:', '--clock', `simulated:${BEGIN}`],
  );
}

/** Chooses a user, and the subscription of the social service; the page stays. In both languages. */
export async function become(page: Page, userId: string): Promise<void> {
  await page.getByLabel(/^(?:Du er|You are)/).selectOption(userId);
  await expect.poll(() => page.locator('.programme').getAttribute('data-user')).toBe(userId);
  const subscription = page.getByRole('combobox', { name: /^(?:Abonnement|Subscription)$/ });
  await expect.poll(() => subscription.or(page.getByText(/^Bydelens sosialtjeneste, /)).count()).toBeGreaterThan(0);
  if ((await subscription.count()) > 0) await subscription.selectOption({ label: 'Bydelens sosialtjeneste (1000002)' });
}

export async function choosePage(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Kortprogram' }).getByRole('link', { name }).click();
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
}

/** The sentence that the page tells, to which the focus has moved. */
export function told(page: Page): Locator {
  return page.locator('.result:focus');
}

/** What went wrong, but for refusals, which the browser notes too. */
export function faultsOf(at: Console): readonly string[] {
  return at.wrongs().filter((wrong) => !/the server responded with a status of 4\d\d/.test(wrong));
}
