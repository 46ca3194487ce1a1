/**
 * Checks the value of one setting, from a flag, a variable, the configuration file or a program.
 */
import { ConfigError } from './config-error.ts';
import type { SettingRow } from './settings-table.ts';

const TRUE_WORDS = ['true', '1', 'yes', 'on'];
const FALSE_WORDS = ['false', '0', 'no', 'off'];

function integerOf(row: SettingRow, value: unknown, source: string): number {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = row;
  if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) return number;
  throw new ConfigError(`${source}: ${row.name} must be a whole number from ${min} to ${max}${row.unit === '' ? '' : ` (${row.unit})`}.`);
}

function booleanOf(row: SettingRow, value: unknown, source: string): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && TRUE_WORDS.includes(value.toLowerCase())) return true;
  if (typeof value === 'string' && FALSE_WORDS.includes(value.toLowerCase())) return false;
  throw new ConfigError(`${source}: ${row.name} must be true or false.`);
}

function listOf(row: SettingRow, value: unknown, source: string): readonly string[] {
  const list: unknown = typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
  if (Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string' && /^\d{1,12}$/.test(item))) return list;
  throw new ConfigError(`${source}: ${row.name} must be a list of 1 to 12 digits each, such as 957899.`);
}

function textOf(row: SettingRow, value: unknown, source: string): string {
  if (row.joined && Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(',');
  if (typeof value !== 'string') throw new ConfigError(`${source}: ${row.name} must be a text.`);
  if (row.form !== undefined && !new RegExp(row.form.pattern).test(value)) {
    throw new ConfigError(`${source}: ${row.name} must be ${row.form.words}.`);
  }
  if (row.choices === undefined || row.choices.includes(value)) return value;
  throw new ConfigError(`${source}: ${row.name} must be one of ${row.choices.join(', ')}.`);
}

/** `source` is where the value came from, for the error. Throws a ConfigError. */
export function valueFor(row: SettingRow, value: unknown, source: string): unknown {
  switch (row.type) {
    case 'integer':
      return integerOf(row, value, source);
    case 'boolean':
      return booleanOf(row, value, source);
    case 'list':
      return listOf(row, value, source);
    case 'data':
      return value;
    case 'text':
    case 'choice':
      return textOf(row, value, source);
  }
}
