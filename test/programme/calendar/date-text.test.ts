import { expect, test } from 'vitest';
import { dateText, dateWords } from '../../../src/programme/calendar/date-text.ts';

test('a date is written as people of the language write it', () => {
  expect(dateText('nb', '2026-12-03')).toBe('03.12.2026');
  expect(dateText('en', '2026-12-03')).toBe('2026-12-03');
  expect(dateWords('2026-12-03')).toEqual({ en: '2026-12-03', nb: '03.12.2026' });
});
