/** docs/traces.md names every member of the format. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { HEADER } from '../../../src/trace/format/header.ts';
import { LINE } from '../../../src/trace/format/lines.ts';

const document = readFileSync(new URL('../../../docs/traces.md', import.meta.url), 'utf8');
/** Words in code, `a.b` as one. */
const words = new Set([...document.matchAll(/`([A-Za-z0-9]+)`/g)].map((match) => match[1]));

function membersOf(schema: { readonly shape: z.core.$ZodLooseShape }): readonly string[] {
  return Object.keys(schema.shape);
}

test.each([...membersOf(HEADER)])('header: %s', (member) => {
  expect(words).toContain(member);
});

test.each(LINE.options.flatMap((option) => membersOf(option).map((member) => [option.shape.kind.value, member] as const)))(
  '%s: %s',
  (kind, member) => {
    if (member === 'kind') expect(document).toContain(`\`kind: ${kind}\``);
    else expect(words).toContain(member);
  },
);
