/** Pages to print: HTML without scripts and without anything from elsewhere. */
import type { Language } from '../../protocol/language.ts';

/** Text for any place of a page, attributes included. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff;max-width:44rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #767676;vertical-align:top}
.sign{margin-top:3rem;border-top:1px solid #111;padding-top:.3rem}article{break-after:page}article:last-child{break-after:auto}
@media print{body{margin:0;max-width:none}}`;

export interface PrintablePage {
  readonly language: Language;
  /** Plain text. */
  readonly title: string;
  /** HTML. */
  readonly body: string;
  /** Further rules of CSS. */
  readonly style?: string;
}

export function printablePage({ language, title, body, style = '' }: PrintablePage): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
