import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { generateTestKeyRing } from '../../src/pin/keys/key-ring.ts';
import { createPanVault } from '../../src/pin/pan-vault.ts';

const PAN = '9578990000000008';
const ACCOUNT = '56061200008';

test('a sealed PAN opens for its account, with the same key ring, and looks different each time', () => {
  const ring = generateTestKeyRing(randomBytes).ring;
  const vault = createPanVault(ring, randomBytes);
  const sealed = vault.seal(PAN, ACCOUNT);
  expect(createPanVault(ring, randomBytes).open(sealed, ACCOUNT)).toBe(PAN);
  expect(vault.seal(PAN, ACCOUNT).equals(sealed)).toBe(false);
  expect(sealed.includes(Buffer.from(PAN))).toBe(false);
});

test('it opens for no other account, under no other ring, and not when a byte was changed', () => {
  const vault = createPanVault(generateTestKeyRing(randomBytes).ring, randomBytes);
  const sealed = vault.seal(PAN, ACCOUNT);
  const message = /does not open: it was sealed under another key ring, or for another account/;
  expect(() => vault.open(sealed, '56061200016')).toThrow(message);
  expect(() => createPanVault(generateTestKeyRing(randomBytes).ring, randomBytes).open(sealed, ACCOUNT)).toThrow(message);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => vault.open(changed, ACCOUNT), `byte ${at}`).toThrow(message);
  }
});
