/** Tapt kort: one report does what can be done at once, and the page says what is still to do, and by whom. */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { type LivedInOffice, liveIn, SUBSCRIPTION } from './lived-in-office.ts';
import { approve, search, shownFact } from './office-pages.ts';
import { ADMINISTRATOR, BESTILLER, become, choosePage, describeProgramme, faultsOf, LOADING_ACCOUNT, told } from './programme-suite.ts';

interface Loss {
  readonly holder: string;
  readonly what: string;
  readonly mark: string;
  readonly newCard: string;
}

async function report(page: Page, { holder, what, mark, newCard }: Loss): Promise<void> {
  await search(page, holder);
  await page.getByRole('button', { name: new RegExp(holder) }).click();
  await page.getByLabel('Hva er tapt').selectOption({ label: what });
  await page.getByLabel('Merk som').selectOption({ label: mark });
  await page.getByLabel('Nytt kort').selectOption({ label: newCard });
  await page.getByRole('button', { name: 'Meld tapet', exact: true }).click();
}

function lossOf(page: Page, serial: string): Locator {
  return page.getByRole('article', { name: new RegExp(`^${serial} `) });
}

/** The steps of a loss: those that are done, then those that are still to do. */
async function stepsOf(loss: Locator): Promise<readonly [readonly string[], readonly string[]]> {
  const texts = (steps: Locator): Promise<string[]> => steps.locator('span:last-child').allTextContents();
  return [await texts(loss.locator('li.passed')), await texts(loss.locator('li.todo'))];
}

/** Until the money is moved and the loss is finished. */
async function finished(page: Page, serial: string): Promise<readonly string[]> {
  await expect
    .poll(async () => {
      await page.getByRole('button', { name: 'Oppdater' }).click();
      return lossOf(page, serial).textContent();
    })
    .toMatch(/Ferdig \d\d\.\d\d\.2026/);
  const [done, toDo] = await stepsOf(lossOf(page, serial));
  expect(toDo).toEqual([]);
  return done;
}

const MARKED_AND_BLOCKED = ['Kontoen er merket.', 'Kortet er sperret.'];
const NAMED = 'Den nye kontoen er navnsatt; del ut kort og PIN-kode.';
const AT_ITS_END = [
  'Det er ingenting igjen på den gamle kontoen.',
  'Tilgangene er haket bort: kontoen finnes bare igjen i «Administrer konto».',
];
const DROPPED_LATER = 'Tilgangene hakes bort av seg selv når det ikke er noe igjen på kontoen.';
const TO_APPROVE = 'Overføring av restsaldo venter på godkjenning av to personer.';

describeProgramme('Tapt kort', (at) => {
  let office: LivedInOffice;
  beforeAll(async () => {
    office = await liveIn(at);
  });

  test('a lost PIN without a new card: who may not move the money is told so; reported again, the rest goes back', async () => {
    const page = await at.visit('loss', BESTILLER);
    await report(page, { holder: 'Liv Berg', what: 'PIN-koden', mark: 'Mistet', newCard: 'nei, restsaldo tilbakeføres' });
    await expect
      .poll(() => told(page).textContent())
      .toMatch(
        /^Tapet er meldt, og kortet er sperret\. Restsaldo er ikke registrert overført, og det må en med tilgang til kontoen gjøre: /,
      );
    const loss = lossOf(page, 'L0005');
    expect(await loss.getByRole('heading').textContent()).toMatch(/^L0005 · K-1005 Liv Berg · 5606\.\d\d\.\d{5} \(Mistet\)$/);
    expect((await stepsOf(loss))[0]).toEqual(MARKED_AND_BLOCKED);
    const rights = { maySee: true, mayRegister: true, approves: 'own', takesNewAccounts: true };
    const role = { name: 'Bestillere', ...rights, members: [BESTILLER], accounts: [LOADING_ACCOUNT, ...office.accounts] };
    await at.tell(`/subscriptions/${SUBSCRIPTION}/roles`, ADMINISTRATOR, role);
    await page.getByRole('button', { name: 'Meld tapet på nytt: L0005 · K-1005 Liv Berg' }).click();
    await expect.poll(() => told(page).textContent()).toBe('Tapet er meldt, og kortet er sperret.');
    expect(await stepsOf(loss)).toEqual([MARKED_AND_BLOCKED, [TO_APPROVE, DROPPED_LATER]]);
    expect(await loss.textContent()).toMatch(
      /Restsaldo, 2 500,00 kr til \d{4}\.\d\d\.\d{5}, er godkjent av BES001; en annen person må også godkjenne\./,
    );
    await become(page, office.otherClerk);
    await choosePage(page, 'Internoverføring');
    await approve(page, /^Velg \d+, 2 500,00 kr/);
    await expect.poll(() => told(page).textContent()).toBe('Godkjent av to. Pengene overføres nå.');
    await become(page, BESTILLER);
    await choosePage(page, 'Tapt kort');
    expect(await finished(page, 'L0005')).toEqual([...MARKED_AND_BLOCKED, ...AT_ITS_END]);
    expect(faultsOf(at)).toEqual([]);
  });

  test('a lost card with a new one: the new account is named and gets the rest, the old one is marked and blocked', async () => {
    const page = await at.visit('loss', BESTILLER);
    await report(page, { holder: 'Per Hansen', what: 'kortet', mark: 'Tapt', newCard: 'ja, det neste i safen' });
    await expect
      .poll(() => told(page).textContent())
      .toMatch(/^Tapet er meldt, og kortet er sperret\. Del ut kort og PIN-kode L0009; ny konto er 5606\.\d\d\.\d{5}\.$/);
    const loss = lossOf(page, 'L0003');
    expect(await stepsOf(loss)).toEqual([
      [...MARKED_AND_BLOCKED, NAMED],
      [TO_APPROVE, DROPPED_LATER],
    ]);
    expect(await loss.textContent()).toMatch(/Erstattet av L0009, konto 5606\.\d\d\.\d{5}\. Saldo 2 000,00 kr\./);
    expect(await loss.textContent()).toContain('Restsaldo, 2 000,00 kr til L0009, er godkjent av BES001');
    // The same name on both: the choices say which one is lost.
    await choosePage(page, 'Internoverføring');
    const choices = page.getByLabel('Fra konto').locator('option', { hasText: 'Per Hansen' });
    await expect
      .poll(() => choices.allTextContents())
      .toEqual([
        expect.stringMatching(/^L0003 · K-1003 Per Hansen · 5606\.\d\d\.\d{5} \(Tapt\)$/),
        expect.stringMatching(/^L0009 · K-1003 Per Hansen · 5606\.\d\d\.\d{5}$/),
      ]);
    await become(page, office.clerk);
    await approve(page, /^Velg \d+, 2 000,00 kr/);
    await expect.poll(() => told(page).textContent()).toBe('Godkjent av to. Pengene overføres nå.');
    await become(page, BESTILLER);
    await choosePage(page, 'Tapt kort');
    expect(await finished(page, 'L0003')).toEqual([...MARKED_AND_BLOCKED, NAMED, ...AT_ITS_END]);
    await choosePage(page, 'Administrer konto');
    await search(page, 'Per Hansen');
    for (const [serial, status, balance] of [
      ['L0003', 'Tapt', ''],
      ['L0009', 'delt ut', '2 000,00 kr'],
    ] as const) {
      await page
        .getByRole('row', { name: new RegExp(`^${serial}`) })
        .getByRole('button')
        .click();
      await expect.poll(() => shownFact(page, 'Løpenummer')).toBe(serial);
      expect(await shownFact(page, 'Status')).toBe(status);
      // The access to the old account is dropped, and with it the sight of its money.
      if (balance !== '') await expect.poll(() => shownFact(page, 'Saldo')).toBe(balance);
    }
    const old = (await (await at.ask(`/accounts/${office.accounts[2]}`, BESTILLER)).json()) as { readonly cardStatus: string };
    expect(old.cardStatus).toBe('lost');
    expect(faultsOf(at)).toEqual([]);
  });
});
