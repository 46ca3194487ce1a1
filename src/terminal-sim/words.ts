/** Numbers as people read them: the same in the panel, the text report and the HTML report. */
import { Decimal } from 'decimal.js';

/** 1234567.8 → `1,234,568`. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Three digits that mean something: `0.213`, `4.07`, `12.3`, `1,204`. */
export function formatMs(ms: number): string {
  if (ms === 0) return '0';
  if (ms >= 100) return formatCount(ms);
  if (ms >= 10) return ms.toFixed(1);
  return ms >= 1 ? ms.toFixed(2) : ms.toFixed(3);
}

/** Minor units as kroner: 123456 → `1,234.56`. */
export function formatKroner(minor: number): string {
  const [whole = '', fraction = ''] = new Decimal(minor).div(100).toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${fraction}`;
}

export function formatShare(count: number, whole: number): string {
  return whole === 0 ? '0.0 %' : `${((count * 100) / whole).toFixed(1)} %`;
}

export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;
}

/** What a threshold measured: a count without digits behind the point, a time or a share with those that mean something. */
export function formatMeasured(measured: number, unit: string): string {
  if (unit === '') return formatCount(measured);
  return unit === '%' ? `${Number(measured.toFixed(3))} %` : unit === '/s' ? `${formatCount(measured)}/s` : `${formatMs(measured)} ${unit}`;
}
