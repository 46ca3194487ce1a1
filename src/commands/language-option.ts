/** The option `--lang` of commands that print reports. */
import { Option } from 'commander';
import { localeLanguage } from '../config/settings.ts';
import { LANGUAGES } from '../protocol/language.ts';

export function languageOption(what: string): Option {
  return new Option('--lang <lang>', what).choices(LANGUAGES).default(localeLanguage(), 'nb where the locale is Norwegian, else en');
}
