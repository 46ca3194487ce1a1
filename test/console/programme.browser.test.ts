/** The story of a Kronekort in the browser, in Norwegian: order, confirm, PIN, name, load, spend, lose, replace. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { nationalNumberOf } from '../support/norwegian-numbers.ts';
import { approve, search, shownFact } from './office-pages.ts';
import { paymentFile } from './payment-files.ts';
import { ADMINISTRATOR, BANK, BESTILLER, become, choosePage, describeProgramme, faultsOf, told } from './programme-suite.ts';

const CLERK = 'Siri Saksbehandler';
const OTHER_CLERK = 'Åse Saksbehandler';
const WRONG_ACCOUNT = '56069912340';

describeProgramme('the card programme', (at) => {
  let clerk = '';
  let otherClerk = '';
  let pins = new Map<string, string>();
  let account = '';
  let maskedPan = '';

  async function cardOf(masked: string): Promise<string> {
    const response = await fetch(`${at.http()}/v1/test-cards?limit=100`);
    const { cards } = (await response.json()) as { readonly cards: readonly { readonly pan: string }[] };
    const found = cards.find(({ pan }) => pan.startsWith(masked.slice(0, 6)) && pan.endsWith(masked.slice(-4)));
    return found?.pan ?? expect.unreachable();
  }

  async function pay(page: Page, amount: string): Promise<void> {
    await page.goto(`${at.http()}/#/terminal`);
    await page.getByLabel('Kort', { exact: true }).selectOption(await cardOf(maskedPan));
    await page.getByLabel('Beløp').fill(amount);
    await page.getByLabel('PIN', { exact: true }).focus();
    await page.keyboard.type(pins.get('L0001') ?? expect.unreachable());
    await page.keyboard.press('Enter');
  }

  test('the bank lets users in when the administrator writes to it', async () => {
    const page = await at.visit('users', ADMINISTRATOR);
    for (const [index, name] of [CLERK, OTHER_CLERK].entries()) {
      await page.getByLabel('Ny brukers navn').fill(name);
      await page
        .getByLabel('Fødsels- og personnummer', { exact: true })
        .first()
        .fill(nationalNumberOf(index + 2));
      await page.getByRole('button', { name: 'Send til banken' }).first().click();
      await expect.poll(() => told(page).textContent()).toBe(`Meldingen om ${name} er sendt til banken.`);
    }
    await become(page, BANK);
    for (const name of [CLERK, OTHER_CLERK]) {
      await page.getByRole('button', { name: `Utfør: ${name}` }).click();
      await expect.poll(() => told(page).textContent()).toMatch(/er meldt inn; passordkalkulator \d+ sendes rekommandert/);
      const userId = /^\S+/.exec((await told(page).textContent()) ?? '')?.[0] ?? '';
      if (name === CLERK) clerk = userId;
      else otherClerk = userId;
      await expect.poll(() => page.getByRole('button', { name: `Utfør: ${name}` }).count()).toBe(0);
    }
    expect(clerk).not.toBe(otherClerk);
    expect(faultsOf(at)).toEqual([]);
  });

  test('a new user has no access until a role gives it; what is not saved is not lost unasked', async () => {
    const page = await at.visit('orders', clerk);
    await expect.poll(() => page.getByText('Du har ingen tilganger ennå').count()).toBe(1);
    await become(page, ADMINISTRATOR);
    await choosePage(page, 'Administrer roller');
    await page.getByRole('button', { name: 'Legg til roller' }).click();
    await page.getByLabel('Navn på rollen').fill('Saksbehandlere');
    await expect.poll(() => page.getByText('Ikke lagret ennå. Husk å lagre.').count()).toBe(1);
    const asked: string[] = [];
    page.once('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await page.getByRole('link', { name: 'Brukere' }).click();
    expect(asked).toEqual(['Det er endringer som ikke er lagret. Gå videre uten å lagre?']);
    expect(await page.getByLabel('Navn på rollen').inputValue()).toBe('Saksbehandlere');
    for (const name of [CLERK, OTHER_CLERK]) await page.getByRole('checkbox', { name: new RegExp(name) }).check();
    await page.getByRole('checkbox', { name: 'Registrere' }).check();
    await page.getByLabel('Godkjenningsnivå').selectOption({ label: 'Godkjenne og Godkjenne egne' });
    await page.getByRole('checkbox', { name: /^Påfyllingskonto/ }).check();
    await page.getByRole('button', { name: 'Lagre' }).click();
    await expect.poll(() => page.getByText('2 brukere, 1 konto').count()).toBe(1);
    expect(faultsOf(at)).toEqual([]);
  });

  test('cards are ordered once a day, received and confirmed, and get their PINs', async () => {
    const page = await at.visit('orders', BESTILLER);
    await page.getByLabel('Type kort').selectOption({ label: 'Kronekort' });
    await page.getByRole('button', { name: 'Bestill', exact: true }).click();
    const receipt = page.getByRole('region', { name: 'Bekreftelse' });
    await expect.poll(() => receipt.textContent()).toMatch(/Antall bestilte kort20 Kronekort.*Tilbakeføringskonto\d{4}\.\d{2}\.\d{5}/);
    await page.getByRole('button', { name: 'Tilbake' }).press('Enter');
    const order = page.getByRole('row', { name: /Kronekort/ });
    await expect.poll(() => order.textContent()).toContain('Kortbestilling Registrert');
    await page.getByLabel('Type kort').selectOption({ label: 'Kronekort' });
    await page.getByLabel('Antall').selectOption('100');
    await page.getByRole('button', { name: 'Bestill', exact: true }).click();
    await expect.poll(() => told(page).textContent()).toMatch(/én bestilling per dag/);
    expect(await page.getByLabel('Antall').inputValue()).toBe('100');
    await become(page, BANK);
    for (const status of ['Kort Bestilt', 'Kort bestilt, Konto mottatt']) {
      await page.getByRole('button', { name: 'Før bestilling 1 videre' }).click();
      await expect.poll(() => told(page).textContent()).toBe(`Bestilling 1: ${status}.`);
    }
    await become(page, BESTILLER);
    await choosePage(page, 'Bestill Kronekort');
    await page.getByRole('checkbox', { name: 'Velg bestilling 1' }).press('Space');
    await page.getByRole('button', { name: 'Bekreft mottatt kort' }).press('Enter');
    await expect.poll(() => told(page).textContent()).toMatch(/1 bestilling er bekreftet mottatt/);
    await expect.poll(() => order.textContent()).toContain('Pin bestilt');
    await become(page, BANK);
    await page.getByRole('button', { name: 'Skriv PIN-brev for bestilling 1' }).click();
    const letters = page.getByRole('dialog', { name: 'PIN-brev' }).locator('article');
    await expect.poll(() => letters.count()).toBe(20);
    const texts = await letters.allTextContents();
    pins = new Map(texts.map((text) => [/L\d{4}/.exec(text)?.[0] ?? '', /PIN-kode(\d{4})/.exec(text)?.[1] ?? '']));
    await page.getByRole('button', { name: 'Lukk' }).click();
    await expect.poll(() => page.getByText(/^PIN-koder produsert/).count()).toBe(1);
    expect(await page.getByRole('button', { name: /^Skriv PIN-brev/ }).count()).toBe(0);
    expect(faultsOf(at)).toEqual([]);
  });

  test('the next account is suggested, named and handed out with its sheet', async () => {
    const page = await at.visit('accounts', BESTILLER);
    await search(page, '');
    await page.getByRole('button', { name: 'Velg L0001' }).click();
    await page.getByLabel('KlientID').fill('K-42');
    await page.getByLabel('Navn (valgfritt)').fill('Kari Klient');
    await page.getByLabel('Grunn til kortet').selectOption({ label: 'Sosial stønad, uten ordinær bankkonto' });
    await page.getByRole('button', { name: 'Lagre' }).press('Enter');
    await expect.poll(() => page.getByRole('heading', { name: /K-42 Kari Klient/ }).count()).toBe(1);
    await expect.poll(() => page.getByRole('button', { name: 'Velg L0002' }).count()).toBe(1);
    account = (await shownFact(page, 'Konto')).replaceAll('.', '');
    maskedPan = await shownFact(page, 'Kort');
    expect(account).toMatch(/^5606\d{7}$/);
    await page.getByRole('button', { name: 'Ark til mottakeren' }).click();
    const sheet = page.getByRole('dialog', { name: 'Ark til mottakeren' });
    await expect.poll(() => sheet.getByText(/^9.900,00 kr pr 4 dager$/).count()).toBe(1);
    await page.getByRole('button', { name: 'Lukk' }).click();
    await page.getByRole('button', { name: 'Egenerklæringen er signert' }).click();
    await expect.poll(() => shownFact(page, 'Egenerklæring signert')).toMatch(/2026/);
    expect(faultsOf(at)).toEqual([]);
  });

  test('a file is uploaded, its fault told, and approved by two people', async () => {
    const page = await at.visit('payments', clerk);
    const buffer = Buffer.from(
      await paymentFile('SOSIAL-1', [
        { name: 'Kari Klient', account, amountMinor: 250_000 },
        { name: 'Per Ukjent', account: WRONG_ACCOUNT, amountMinor: 100_000 },
      ]),
    );
    await page
      .getByLabel('Betalingsfil (pain.001)', { exact: true })
      .setInputFiles({ name: 'stonad.xml', mimeType: 'application/xml', buffer });
    await page.getByRole('button', { name: 'Registrer og godkjenn' }).click();
    await expect.poll(() => told(page).textContent()).toMatch(/^Registrert og godkjent én gang: 1 av 2 betalinger, 2 500,00 kr/);
    await expect.poll(() => page.getByRole('row', { name: /STONAD-2.*Per Ukjent/ }).count()).toBe(1);
    await approve(page, /^Velg SOSIAL-1/);
    await expect.poll(() => page.locator('.result.bad').textContent()).toMatch(/godkjent/);
    await become(page, otherClerk);
    await approve(page, /^Velg SOSIAL-1/);
    await expect.poll(() => told(page).textContent()).toBe('Godkjent av to. Utføres 02.03.2026.');
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Oppdater' }).click();
        return page.getByRole('row', { name: /SOSIAL-1/ }).textContent();
      })
      .toContain('1 utført');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Last ned pain.002 for SOSIAL-1' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('pain002-SOSIAL-1.xml');
    expect(faultsOf(at)).toEqual([]);
  });

  test('the holder spends; the clerk sees the balance', async () => {
    const page = await at.visit('payments', clerk);
    await pay(page, '400');
    await expect.poll(() => page.getByRole('region', { name: 'Svar', exact: true }).textContent()).toMatch(/^Godkjent/);
    await page.goto(`${at.http()}/#/programme/overview`);
    await search(page, 'K-42');
    await page.getByRole('button', { name: /K-42 Kari Klient/ }).click();
    await expect.poll(() => shownFact(page, 'Saldo')).toBe('2 100,00 kr');
    await expect.poll(() => page.getByRole('row', { name: /Kjøp eller uttak.*400,00 kr/ }).count()).toBe(1);
    expect(faultsOf(at)).toEqual([]);
  });

  test('a lost card: the new one is named, the rest goes to it with two approvals, the old one is marked and declined', async () => {
    const page = await at.visit('accounts', BESTILLER);
    await search(page, '');
    await page.getByRole('button', { name: 'Velg L0002' }).click();
    await page.getByLabel('KlientID').fill('K-42');
    await page.getByLabel('Navn (valgfritt)').fill('Kari Klient');
    await page.getByLabel('Grunn til kortet').selectOption({ label: 'Sosial stønad, uten ordinær bankkonto' });
    await page.getByRole('button', { name: 'Lagre' }).click();
    await expect.poll(() => told(page).textContent()).toMatch(/egenerklæringen for kort og PIN-kode L0002/);
    const newAccount = (await shownFact(page, 'Konto')).replaceAll('.', '');
    await become(page, clerk);
    await choosePage(page, 'Internoverføring');
    await page.getByLabel('Fra konto').selectOption(account);
    await page.getByLabel('Til konto').selectOption(newAccount);
    await page.getByRole('checkbox', { name: 'Hele saldoen' }).check();
    await page.getByRole('button', { name: 'Registrer og godkjenn' }).click();
    await expect.poll(() => told(page).textContent()).toMatch(/^Registrert og godkjent én gang: 2 100,00 kr/);
    await become(page, otherClerk);
    await choosePage(page, 'Internoverføring');
    await approve(page, /^Velg \d+, 2 100,00 kr/);
    await expect.poll(() => told(page).textContent()).toBe('Godkjent av to. Pengene overføres nå.');
    await choosePage(page, 'Kontooversikt');
    await search(page, 'L0002');
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: /K-42 Kari Klient/ }).click();
        return shownFact(page, 'Saldo');
      })
      .toBe('2 100,00 kr');
    await become(page, BESTILLER);
    await choosePage(page, 'Administrer konto');
    await search(page, 'L0001');
    await page.getByRole('button', { name: /K-42 Kari Klient/ }).click();
    await page.getByRole('button', { name: 'Tapt', exact: true }).click();
    await expect.poll(() => told(page).textContent()).toBe('Merket Tapt; kortet avvises fra nå av.');
    await expect.poll(() => shownFact(page, 'Status')).toBe('Tapt');
    await pay(page, '100');
    await expect.poll(() => page.getByRole('region', { name: 'Svar', exact: true }).textContent()).toMatch(/^Ikke godkjent/);
    expect(faultsOf(at)).toEqual([]);
  });

  test('the clock of the simulation is moved on', async () => {
    const page = await at.visit('accounts', BESTILLER);
    await page.getByLabel('Flytt den').selectOption({ label: '1 døgn' });
    await page.getByRole('button', { name: 'Flytt frem' }).press('Enter');
    await expect.poll(() => told(page).textContent()).toBe('Klokken er nå 03.03.2026, 09:00.');
    expect(faultsOf(at)).toEqual([]);
  });
});
