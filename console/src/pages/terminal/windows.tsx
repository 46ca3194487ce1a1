/** Each limit as a bar: what is used, what leaves the window first, and what is asked for now. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import type { LimitExplanation } from '../../../../src/protocol/explanation.ts';
import { language } from '../../settings.ts';
import { instantText } from '../../text/format.ts';
import { limitText, t } from '../../text/text.ts';

interface WindowsProps {
  /** As they were before the request. */
  readonly limits: readonly Omit<LimitExplanation, 'next'>[] & readonly { readonly next?: LimitExplanation['next'] }[];
  readonly askedMinor: number;
  readonly isTaken: boolean;
}

function percent(part: number, whole: number): string {
  return `${whole <= 0 ? 0 : Math.min(100, (100 * part) / whole)}%`;
}

function WindowRow({ limit, askedMinor, isTaken }: { readonly limit: WindowsProps['limits'][number] } & Omit<WindowsProps, 'limits'>) {
  const { name, amountMinor, usedMinor, next, countMax, countUsed } = limit;
  const amount = (minor: number): string => formatAmount(language.value, minor);
  const leavingMinor = Math.min(next?.amountMinor ?? 0, usedMinor);
  const roomMinor = Math.max(0, amountMinor - usedMinor);
  const leftMinor = isTaken ? roomMinor - askedMinor : roomMinor;
  return (
    <div class="window">
      <div>
        {limitText(name)}
        <small>{amount(amountMinor)}</small>
      </div>
      <div
        class="bar"
        role="img"
        aria-label={t('windowBar', {
          name: limitText(name),
          used: amount(usedMinor),
          limit: amount(amountMinor),
          asked: amount(askedMinor),
        })}
      >
        <i class="leaving" style={{ width: percent(leavingMinor, amountMinor) }} />
        <i style={{ width: percent(usedMinor - leavingMinor, amountMinor) }} />
        <i class={isTaken ? 'taken' : 'over'} style={{ width: percent(Math.min(askedMinor, roomMinor), amountMinor) }} />
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

export function Windows({ limits, ...asked }: WindowsProps) {
  return (
    <section class="panel">
      <h2>{t('windows')}</h2>
      {limits.map((limit) => (
        <WindowRow key={limit.name} limit={limit} {...asked} />
      ))}
    </section>
  );
}
