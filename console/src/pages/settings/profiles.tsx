/** The limit profiles in force, a line for each limit. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import type { Profiles as ProfilesAnswer } from '../../api/types.ts';
import { language } from '../../settings.ts';
import { limitText, t } from '../../text/text.ts';
import { profiles } from './state.ts';

type Profile = ProfilesAnswer['profiles'][number];
type Limit = Profile['limits'][number];

const HOUR_MS = 3_600_000;

function windowText({ window }: Limit): string {
  if (window.kind === 'calendarDays') return t('calendarDays', { count: String(window.days) });
  return t('trailingHours', { count: String(Math.round((100 * window.durationMs) / HOUR_MS) / 100) });
}

/** `pos; purchase, cash; MCC 6011, not 7995` */
function filterText({ channels, types, mccs, exceptMccs }: Limit['filter']): string {
  const parts = [
    channels?.map(limitText).join(', '),
    types?.join(', '),
    mccs === undefined ? undefined : `MCC ${mccs.join(', ')}`,
    exceptMccs === undefined ? undefined : t('notMccs', { mccs: exceptMccs.join(', ') }),
  ];
  return parts.filter((part) => part !== undefined).join('; ') || t('everyUse');
}

function LimitRow({ profile, limit, isFirst }: { readonly profile: Profile; readonly limit: Limit; readonly isFirst: boolean }) {
  return (
    <tr>
      {isFirst && (
        <td rowSpan={profile.limits.length}>
          <b>{profile.name}</b>{' '}
          <small>
            {t('profileHead', { tries: String(profile.pinTriesMax), where: t(profile.domesticOnly ? 'inNorway' : 'anywhere') })}
          </small>
        </td>
      )}
      <td>{limitText(limit.name)}</td>
      <td class="n">{formatAmount(language.value, limit.amountMinor)}</td>
      <td>{windowText(limit)}</td>
      <td class="n">{limit.countMax === 0 ? '–' : limit.countMax}</td>
      <td>{filterText(limit.filter)}</td>
    </tr>
  );
}

const HEADS = ['profile', 'limitName', 'amount', 'window', 'uses', 'countsFor'] as const;

export function Profiles() {
  return (
    // On a phone it is wider than its place: the keyboard must be able to scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="panel scroll" tabIndex={0} aria-label={t('profiles')}>
      <h2>{t('profiles')}</h2>
      <table class="wide">
        <thead>
          <tr>
            {HEADS.map((name) => (
              <th key={name} scope="col" class={name === 'amount' || name === 'uses' ? 'n' : ''}>
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {profiles.value.flatMap((profile) =>
            profile.limits.map((limit, at) => (
              <LimitRow key={`${profile.name} ${limit.name}`} profile={profile} limit={limit} isFirst={at === 0} />
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}
