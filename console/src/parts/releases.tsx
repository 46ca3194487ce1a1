/** What leaves the window of a limit, and when. */
import { formatAmount } from '../../../src/limits/explain/format.ts';
import { language } from '../settings.ts';
import { instantText } from '../text/format.ts';
import { t } from '../text/text.ts';
import { type LimitWindow, releasesOf } from './window-releases.ts';

/** Further releases are shown when somebody opens them. */
const RELEASES_SHOWN = 4;

export function Releases({ limit, nowMs }: { readonly limit: LimitWindow; readonly nowMs: number }) {
  const releases = releasesOf(limit, nowMs);
  if (releases.length === 0) return <p class="soft small">{t('nothingLeaves')}</p>;
  // The bar says it.
  if (releases.length === 1) return null;
  const lines = releases.map(({ atMs, amountMinor }) => (
    <li key={atMs}>{t('leaves', { amount: formatAmount(language.value, amountMinor), instant: instantText(language.value, atMs) })}</li>
  ));
  return (
    <>
      <ul class="plain-list small">{lines.slice(0, RELEASES_SHOWN)}</ul>
      {lines.length > RELEASES_SHOWN && (
        <details class="small">
          <summary>{t('moreReleases', { count: String(lines.length - RELEASES_SHOWN) })}</summary>
          <ul class="plain-list">{lines.slice(RELEASES_SHOWN)}</ul>
        </details>
      )}
    </>
  );
}
