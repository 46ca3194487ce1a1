/** Each limit as a bar: what is used, what leaves the window first, and what is asked for now. */
import { formatAmount } from '../../../src/limits/explain/format.ts';
import type { LimitHeadroom, Release } from '../../../src/protocol/explanation.ts';
import { language } from '../settings.ts';
import { instantText } from '../text/format.ts';
import { limitText, t } from '../text/text.ts';

/** As it was before the request. */
type Limit = LimitHeadroom & { readonly next?: Release | undefined };

/** What a request asked of the limits. */
export interface Asked {
  /** When approved: the approved amount. */
  readonly amountMinor: number;
  readonly isApproved: boolean;
}

const NOTHING_ASKED: Asked = { amountMinor: 0, isApproved: false };

function percent(part: number, whole: number): string {
  return `${whole <= 0 ? 0 : Math.min(100, (100 * part) / whole)}%`;
}

function LimitBar({ limit, asked }: { readonly limit: Limit; readonly asked: Asked }) {
  const { name, amountMinor, usedMinor, next, countMax, countUsed } = limit;
  const amount = (minor: number): string => formatAmount(language.value, minor);
  const leavingMinor = Math.min(next?.amountMinor ?? 0, usedMinor);
  const roomMinor = Math.max(0, amountMinor - usedMinor);
  const leftMinor = asked.isApproved ? roomMinor - asked.amountMinor : roomMinor;
  const fill = { name: limitText(name), used: amount(usedMinor), limit: amount(amountMinor) };
  const label = asked.amountMinor === 0 ? t('limitBar', fill) : t('limitBarAsked', { ...fill, asked: amount(asked.amountMinor) });
  return (
    <div class="window">
      <div>
        {fill.name}
        <small>{fill.limit}</small>
      </div>
      <div class="bar" role="img" aria-label={label}>
        <i class="leaving" style={{ width: percent(leavingMinor, amountMinor) }} />
        <i style={{ width: percent(usedMinor - leavingMinor, amountMinor) }} />
        <i class={asked.isApproved ? 'taken' : 'over'} style={{ width: percent(Math.min(asked.amountMinor, roomMinor), amountMinor) }} />
      </div>
      <div class="figures">
        {t('left', { amount: amount(leftMinor) })}
        {countMax > 0 && <small>{t('usesLeft', { count: String(countUsed), max: String(countMax) })}</small>}
        {next !== undefined && (
          <small>{t('leaves', { amount: amount(next.amountMinor), instant: instantText(language.value, next.atMs) })}</small>
        )}
      </div>
    </div>
  );
}

export function LimitBars({ limits, asked = NOTHING_ASKED }: { readonly limits: readonly Limit[]; readonly asked?: Asked }) {
  return (
    <>
      {limits.map((limit) => (
        <LimitBar key={limit.name} limit={limit} asked={asked} />
      ))}
    </>
  );
}
