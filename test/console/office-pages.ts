/** What people do on several pages of the card programme, in Norwegian. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Searches the accounts of Kronekort. */
export async function search(page: Page, text: string): Promise<void> {
  await page.getByLabel('Type kort').selectOption({ label: 'Kronekort' });
  await page.getByLabel('Navn, løpenummer eller konto').fill(text);
  await page.getByRole('button', { name: 'Søk' }).click();
}

/** Ticks a row and approves it with the code of the calculator. */
export async function approve(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: 'Trykk på kalkulatoren' }).click();
  await expect.poll(() => page.getByLabel('Kode fra passordkalkulator').inputValue()).toMatch(/^\d{6}$/);
  await page.getByRole('button', { name: 'Godkjenn', exact: true }).click();
}

/** A fact of the account that is chosen, by its name. */
export async function shownFact(page: Page, name: string): Promise<string> {
  const fact = page.locator('dl div').filter({ has: page.getByText(name, { exact: true }) });
  return (await fact.locator('dd').textContent()) ?? '';
}
