/** A JSON schema as HTML: each field with its type, its limits and what it means. */
import { escapeHtml } from '../../../terminal-sim/report/html/svg-chart.ts';
import type { JsonSchema } from '../document.ts';

function nameIn(ref: unknown): string {
  return String(ref).split('/').at(-1) ?? '';
}

function listOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value : [];
}

/** Numbers that stand for "any integer" in JavaScript say nothing to a reader. */
function limitsOf({ minimum, maximum, minLength, maxLength, maxItems, pattern }: JsonSchema): readonly string[] {
  const isShown = (limit: unknown): boolean => typeof limit === 'number' && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  return [
    isShown(minimum) ? `at least ${minimum}` : '',
    isShown(maximum) ? `at most ${maximum}` : '',
    isShown(minLength) ? `at least ${minLength} characters` : '',
    isShown(maxLength) ? `at most ${maxLength} characters` : '',
    isShown(maxItems) ? `at most ${maxItems} items` : '',
    typeof pattern === 'string' ? `matches ${pattern}` : '',
  ].filter(Boolean);
}

/** HTML: a word or two, with a link to a named schema. */
export function typeHtml(schema: JsonSchema): string {
  if ('$ref' in schema) return `<a href="#schema-${escapeHtml(nameIn(schema['$ref']))}">${escapeHtml(nameIn(schema['$ref']))}</a>`;
  const some = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])];
  if (some.length > 0) return [...new Set(some.map(typeHtml))].join(' or ');
  const { type, items, enum: values } = schema;
  if (Array.isArray(values)) return values.map((value) => `<code>${escapeHtml(JSON.stringify(value))}</code>`).join(' ');
  if ('const' in schema) return `<code>${escapeHtml(JSON.stringify(schema['const']))}</code>`;
  if (type === 'array') return `list of ${typeHtml(Object(items))}`;
  return escapeHtml([type ?? 'anything'].flat().join(' or '));
}

/** One entry of a list of fields or parameters. */
export function fieldHtml(
  name: string,
  schema: JsonSchema,
  { required, about }: { readonly required: boolean; readonly about?: string | undefined },
): string {
  const { default: preset, description } = schema;
  const notes = [
    ...limitsOf(schema),
    ...(preset === undefined ? [] : [`default ${JSON.stringify(preset)}`]),
    ...(required ? ['required'] : []),
  ].map(escapeHtml);
  const text = about ?? (typeof description === 'string' ? description : '');
  const meaning = text === '' ? '' : `<p>${escapeHtml(text)}</p>`;
  return `<div><dt><code>${escapeHtml(name)}</code></dt><dd>${[typeHtml(schema), ...notes].join(', ')}${meaning}</dd></div>`;
}

/** The fields of an object; its type when it is none. */
export function fieldsHtml(schema: JsonSchema): string {
  const { properties, required } = schema;
  if (properties === undefined) return `<p>${typeHtml(schema)}</p>`;
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  const fields = Object.entries(Object(properties) as Readonly<Record<string, JsonSchema>>);
  return `<dl>${fields.map(([name, field]) => fieldHtml(name, field, { required: needed.includes(name) })).join('')}</dl>`;
}
