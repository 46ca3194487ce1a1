import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DIALECT_NAMES } from '../../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { dialectFile } from '../../../../../src/protocol/iso8583/dialect/schema/schema.ts';

const ROOT = new URL('../../../../../', import.meta.url);
const LINE_MAX = 140;
/** What may be null in a file that extends another: it takes away. */
const MERGED_KEYS = ['elements', 'fields', 'templates', 'responseCodeOverrides'];

type Json = Record<string, unknown>;

function orNull(schema: unknown): Json {
  return { anyOf: [schema, { type: 'null' }] };
}

function membersOrNull(schema: Json): Json {
  const { properties, additionalProperties, ...rest } = schema;
  delete rest['required'];
  const each = (members: unknown): Json =>
    Object.fromEntries(Object.entries(members as Json).map(([key, member]) => [key, orNull(member)]));
  return {
    ...rest,
    ...(properties === undefined ? {} : { properties: each(properties) }),
    ...(typeof additionalProperties === 'object' ? { additionalProperties: orNull(additionalProperties) } : { additionalProperties }),
  };
}

/** Merged key by key, too, and its elements as those of a message. */
function subElementsOrNull(schema: Json): Json {
  const properties = schema['properties'] as { elements: { additionalProperties: Json } & Json; template: Json } & Json;
  const { additionalProperties } = properties.elements;
  const elements = membersOrNull({ ...properties.elements, additionalProperties: membersOrNull(additionalProperties) });
  return membersOrNull({ ...schema, properties: { ...properties, elements, template: membersOrNull(properties.template) } });
}

/** What an editor is told: the structure that is checked, and that a file may say only how it differs from another. */
function editorSchema(): Json {
  const { $schema, properties, required, ...rest } = z.toJSONSchema(dialectFile, { io: 'input' }) as { properties: Json } & Json;
  const merged = { ...properties };
  for (const key of MERGED_KEYS) merged[key] = membersOrNull(merged[key] as Json);
  const elements = merged['elements'] as { additionalProperties: { anyOf: [Json] } };
  const element = elements.additionalProperties.anyOf[0] as { properties: { subElements: Json } } & Json;
  element.properties.subElements = subElementsOrNull(element.properties.subElements);
  elements.additionalProperties.anyOf[0] = membersOrNull(element);
  const parent = { description: `A shipped dialect (${DIALECT_NAMES.join(', ')}) or the path of a file.`, type: 'string' };
  return {
    $schema,
    title: 'A dialect of ISO 8583 for aksept',
    description: 'Every key is explained in docs/dialects.md.',
    ...rest,
    properties: { extends: parent, ...merged },
    required: ['name', 'about'],
    anyOf: [{ required: ['extends'] }, { required }],
  };
}

/** As the formatter of this repository has it: what fits one line stands on one line when it holds no object. */
function formatted(value: unknown, indent = '', lead = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((each) => formatted(each, inner)).join(', ')}]`;
    if (!line.includes('\n') && indent.length + lead + line.length < LINE_MAX) return line;
    return `[\n${value.map((each) => inner + formatted(each, inner)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(([key, member]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + formatted(member, inner, name.length);
  });
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

/** `npx vitest run -u --project unit test/protocol/iso8583/dialect/schema/schema.test.ts` writes it anew. */
test('schema/dialect.schema.json is what the checks ask for', async () => {
  await expect(`${formatted(editorSchema())}\n`).toMatchFileSnapshot('../../../../../schema/dialect.schema.json');
});

describe('the schema for editors', () => {
  const schema = z.fromJSONSchema(JSON.parse(formatted(editorSchema())));

  test.each(DIALECT_NAMES)('takes %s as it is shipped', (name) => {
    const file: unknown = JSON.parse(readFileSync(new URL(`src/protocol/iso8583/dialect/dialects/${name}.json`, ROOT), 'utf8'));
    expect(schema.safeParse(file).error).toBeUndefined();
  });

  test.each([
    [{ extends: '1987-ascii', name: 'mine', about: 'Mine.', elements: { '2': null, '3': { encoding: 'ebcdic' } } }, true],
    [{ extends: '1987-ascii', name: 'mine', about: 'Mine.', elements: { '2': { encoding: 'morse' } } }, false],
    [{ extends: '1987-ascii', name: 'mine' }, false],
    [{ extends: '1987-ascii', name: 'mine', about: 'Mine.', header: '3b' }, false],
  ])('%j: %s', (file, isTaken) => {
    expect(schema.safeParse(file).success).toBe(isTaken);
  });
});
