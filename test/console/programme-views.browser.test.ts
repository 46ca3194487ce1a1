/**
 * Every page of the card programme with something on it, for the roles that see different things: no
 * faults that axe finds, nothing past the edge, and dates as people of the language write them.
 */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { ACCOUNT_WORDS } from '../../console/src/text/words/programme/accounts.ts';
import { FRAME_WORDS } from '../../console/src/text/words/programme/frame.ts';
import { LOSS_WORDS } from '../../console/src/text/words/programme/loss.ts';
import type { Language } from '../../src/protocol/language.ts';
import { overflowing, violations } from '../support/page-measures.ts';
import { DESKTOP, PHONE } from './console-suite.ts';
import { type LivedInOffice, liveIn } from './lived-in-office.ts';
import { ADMINISTRATOR, BANK, BESTILLER, become, describeProgramme, faultsOf } from './programme-suite.ts';

type Prepare = (page: Page, language: Language) => Promise<void>;

interface View {
  readonly userId: string;
  readonly path: string;
  /** Brings it to the state with the most on it. */
  readonly prepare?: Prepare;
}

const search: Prepare = async (page, language) => {
  await page.getByLabel(FRAME_WORDS.cardType[language]).selectOption('kronekort');
  await page.getByLabel(ACCOUNT_WORDS.searchFor[language]).fill('K-1003');
  await page.getByRole('button', { name: ACCOUNT_WORDS.search[language], exact: true }).click();
};

const chooseAccount: Prepare = async (page, language) => {
  await search(page, language);
  await page.getByRole('button', { name: /Per Hansen/ }).click();
  await expect.poll(() => page.getByRole('heading', { name: /Per Hansen/ }).count()).toBe(1);
};

const printSheet: Prepare = async (page, language) => {
  await chooseAccount(page, language);
  await page.getByRole('button', { name: ACCOUNT_WORDS.holderSheet[language] }).click();
  await expect.poll(() => page.getByRole('dialog').getByRole('table').count()).toBe(2);
};

const chooseLost: Prepare = async (page, language) => {
  await search(page, language);
  await page.getByRole('button', { name: /Per Hansen/ }).click();
  await expect.poll(() => page.getByRole('button', { name: LOSS_WORDS.report[language], exact: true }).count()).toBe(1);
};

const openRole: Prepare = async (page) => {
  await page.getByRole('button', { name: 'Saksbehandlere' }).click();
  await expect.poll(() => page.getByRole('checkbox', { name: /Per Hansen/ }).count()).toBe(1);
};

const openFaults: Prepare = async (page) => {
  await page.locator('[aria-pressed]').first().click();
  await expect.poll(() => page.getByRole('row', { name: /Per Ukjent/ }).count()).toBe(1);
};

function viewsOf({ clerk, newcomer }: LivedInOffice): readonly View[] {
  return [
    { userId: BESTILLER, path: 'orders' },
    { userId: BESTILLER, path: 'accounts', prepare: chooseAccount },
    { userId: BESTILLER, path: 'loss', prepare: chooseLost },
    { userId: BESTILLER, path: 'end' },
    { userId: ADMINISTRATOR, path: 'roles', prepare: openRole },
    { userId: ADMINISTRATOR, path: 'users' },
    { userId: clerk, path: 'payments', prepare: openFaults },
    { userId: clerk, path: 'transfers' },
    { userId: clerk, path: 'overview', prepare: chooseAccount },
    { userId: newcomer, path: 'orders' },
    { userId: BANK, path: 'bank' },
    // The dialog stays open, so it is the last one.
    { userId: ADMINISTRATOR, path: 'accounts', prepare: printSheet },
  ];
}

/** As the database has them; Norwegian pages have `02.03.2026`. */
const ISO_DATE = /\b\d{4}-\d{2}-\d{2}\b/;

describeProgramme('the pages of the card programme', (at) => {
  let office: LivedInOffice;
  beforeAll(async () => {
    office = await liveIn(at);
  });

  /** Each width, theme and language occurs. */
  test.each([
    ['nb', 'light', DESKTOP],
    ['en', 'dark', PHONE],
  ] as const)('in %s, %s at %o have no faults that axe finds, and nothing past their edge', async (language, colorScheme, viewport) => {
    const locale = language === 'nb' ? 'nb-NO' : 'en-GB';
    const page = await at.visit('', BESTILLER, { colorScheme, viewport, locale });
    for (const { userId, path, prepare } of viewsOf(office)) {
      const view = `${path} of ${userId}`;
      await page.goto(`${at.http()}/#/programme/${path}`);
      await become(page, userId);
      await expect.poll(() => page.getByText(/^(?:Laster|Loading) …/).count()).toBe(0);
      await prepare?.(page, language);
      expect(await violations(page), view).toEqual([]);
      expect(await overflowing(page), view).toEqual([]);
      if (language === 'nb') expect(await page.getByRole('main').textContent(), view).not.toMatch(ISO_DATE);
    }
    expect(faultsOf(at)).toEqual([]);
  });
});
