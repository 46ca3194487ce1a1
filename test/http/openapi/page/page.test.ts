import { expect, test } from 'vitest';
import type { OpenApiDocument } from '../../../../src/http/openapi/document.ts';
import { docsPage } from '../../../../src/http/openapi/page/page.ts';

const EVIL = '"><script>alert(1)</script><a href="javascript:x" onclick=\'y\'>&amp;';

/** Every text of a document is this one. */
function evilDocument(): OpenApiDocument {
  const schema = {
    type: 'object',
    description: EVIL,
    properties: { [EVIL]: { type: EVIL, enum: [EVIL], default: EVIL, pattern: EVIL } },
    required: [EVIL],
  };
  const content = { [EVIL]: { schema, example: { [EVIL]: EVIL }, examples: { [EVIL]: { value: EVIL } } } };
  const operation = {
    operationId: EVIL,
    tags: [EVIL],
    summary: EVIL,
    description: EVIL,
    parameters: [{ name: EVIL, in: 'query', required: true, schema: { $ref: `#/components/schemas/${EVIL}` }, description: EVIL }],
    requestBody: { required: true, content },
    responses: { 200: { description: EVIL, content }, 404: { description: EVIL, content } },
  };
  return {
    openapi: EVIL,
    info: { title: EVIL, version: EVIL, description: EVIL },
    tags: [{ name: EVIL, description: EVIL }],
    paths: { [EVIL]: { [EVIL]: operation } },
    components: { schemas: { [EVIL]: schema } },
  };
}

test('all text is escaped', () => {
  const html = docsPage(evilDocument());
  expect(html.match(/&lt;script&gt;/gi)?.length).toBeGreaterThan(20);
  expect(html).not.toMatch(/<script|<a href="javascript/i);
  // Every tag is one of the page, with its attributes whole; nothing is left of another.
  expect(html.replace(/<style>.*<\/style>/s, '').replaceAll(/<\/?[a-z0-9]+(?:\s[a-z-]+="[^"<>]*")*>|<!doctype html>/g, '')).not.toMatch(
    /[<>]/,
  );
});
