/** The value of a setting as a person may see it: no secret, no password of an address. */
import { withoutPassword } from './address-password.ts';
import type { SourcedSetting } from './settings.ts';

/** The value for JSON; a secret is only told to be set or not. */
export function shownSetting({ row, value }: Pick<SourcedSetting, 'row' | 'value'>): unknown {
  if (row.secret) return value === '' ? '' : '***';
  return typeof value === 'string' ? withoutPassword(value) : value;
}

/** The value in one line of text. */
export function settingText(setting: Pick<SourcedSetting, 'row' | 'value'>): string {
  const value = shownSetting(setting);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(',');
  if (typeof value === 'object' && value !== null) return 'in the file';
  return value === '' ? 'none' : String(value);
}
