/**
 * The JSON Schema of a configuration file, for editors, made from the table of settings.
 * schema/settings.schema.json is tested to be this.
 */
import { SETTINGS, type SettingRow } from './settings-table.ts';

type Json = Readonly<Record<string, unknown>>;

/** Values of a setting as the configuration file writes them. */
function valueSchema(row: SettingRow): Json {
  switch (row.type) {
    case 'integer':
      return { type: 'integer', minimum: row.min ?? 0, maximum: row.max ?? Number.MAX_SAFE_INTEGER };
    case 'boolean':
      return { type: 'boolean' };
    case 'list':
      return { type: 'array', minItems: 1, items: { type: 'string', pattern: '^\\d{1,12}$' } };
    case 'choice':
      return { enum: row.choices };
    case 'data':
      return { anyOf: [{ type: 'string' }, { type: 'object' }, { type: 'array' }] };
    case 'text':
      if (row.form !== undefined) return { type: 'string', pattern: row.form.pattern };
      return row.joined ? { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] } : { type: 'string' };
  }
}

function aboutOf({ about, unit }: SettingRow): string {
  const sentence = `${about.slice(0, 1).toUpperCase()}${about.slice(1)}`;
  return unit === '' ? `${sentence}.` : `${sentence} (${unit}).`;
}

/** Secrets are left out: they belong in the environment. */
export function settingsSchema(): Json {
  const rows: readonly SettingRow[] = SETTINGS;
  const inFile = rows.filter(({ secret }) => secret !== true);
  const properties = inFile.map((row) => [row.name, { description: aboutOf(row), ...valueSchema(row), default: row.default }]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Settings of an aksept server',
    description: 'The file of aksept serve --config. Every setting is explained in docs/operating.md.',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
}
