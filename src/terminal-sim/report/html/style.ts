/**
 * The style sheet of the HTML report: light or dark as the reader's system is set, for phones,
 * screens and paper.
 */

const LIGHT = `--ink: #1b1f24; --soft: #59636e; --paper: #ffffff; --card: #f6f8fa; --rule: #d8dee4; --one: #0b62c4; --two: #b4530a;
  --three: #8a3ffc; --four: #6b7783; --good: #1a7f37; --bad: #c2242c; --warn: #8a6100;`;
const DARK = `--ink: #e8ecf1; --soft: #a3aeb9; --paper: #101418; --card: #191f26; --rule: #333c46; --one: #6cb2ff; --two: #f2a65a;
  --three: #c6a1ff; --four: #8b97a4; --good: #57c271; --bad: #ff8a86; --warn: #e3b341;`;
const PAPER = '--ink: #000000; --soft: #444444; --paper: #ffffff; --card: #ffffff; --rule: #bbbbbb;';

const PAGE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1rem 4rem; max-width: 54rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; } h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: .25rem 0; overflow-wrap: anywhere; } .soft { color: var(--soft); }
:focus-visible { outline: 3px solid var(--one); outline-offset: 2px; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .6rem; margin: 1.25rem 0; padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem; padding: .6rem .75rem; }
.tiles b { display: block; font-size: 1.25rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--soft); font-size: .9rem; }
.verdict { border-left: .3rem solid var(--rule); padding: .5rem 1rem; background: var(--card); }
.equal { border-color: var(--good); } .unequal, .broken { border-color: var(--bad); } .open { border-color: var(--warn); }
.good { color: var(--good); } .bad { color: var(--bad); }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--soft); }
`;

const TABLES = `
.scroll { overflow-x: auto; } .short { max-width: 24rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; } th:last-child, td:last-child { padding-right: .25rem; }
tbody th { font-weight: 400; } tbody th:first-child { white-space: normal; } tbody th, tbody td { vertical-align: baseline; }
thead th { color: var(--soft); font-weight: 600; font-size: .9rem; white-space: normal; vertical-align: bottom; }
.scroll th:first-child, .scroll td:first-child { position: sticky; left: 0; background: var(--paper); }
.text th, .text td { text-align: left; } .text td { white-space: normal; overflow-wrap: anywhere; } wbr { display: none; }
th small { display: block; color: var(--soft); font-size: .85rem; font-weight: 400; white-space: normal; } tbody .part th:first-child { color: var(--soft); padding-left: 1rem; }
.below { margin-top: 1rem; }
tr.broken, tr.broken th { font-weight: 600; }
tbody td.bar { width: 30%; vertical-align: top; } td.bar div { margin-top: .25em; height: 1em; background: var(--one); border-radius: .2rem; min-width: 3px; }
`;

const CHARTS = `
figure { margin: 0; } .chart { padding: 30px 24px 44px 56px; }
.chart svg { display: block; width: 100%; overflow: visible; } .chart text { fill: var(--soft); font-size: 12px; } .chart .none { font-size: 14px; }
.grid { stroke: var(--rule); stroke-width: 1; }
polyline { fill: none; stroke-width: 2; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.line-1 { stroke: var(--one); } .line-2 { stroke: var(--two); stroke-dasharray: 7 3; } .line-3 { stroke: var(--three); stroke-dasharray: 2 3; }
.line-4 { stroke: var(--four); stroke-width: 1.5; } circle { stroke: none; }
circle.line-1 { fill: var(--one); } circle.line-2 { fill: var(--two); } circle.line-3 { fill: var(--three); } circle.line-4 { fill: var(--four); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .25rem 0 0; font-size: .9rem; }
.legend li { display: flex; align-items: center; gap: .4rem; } .swatch { width: 28px; height: 6px; flex: none; }
`;

const SMALL_AND_PRINTED = `
@media (max-width: 40rem) {
  .tiles { grid-template-columns: repeat(2, 1fr); } 
  .chart { padding-right: 16px; } .chart .minor { display: none; }
  body { padding: 1rem .75rem 3rem; } table { font-size: .9rem; } thead th { font-size: .75rem; }
  th, td { padding: .3rem .2rem; } wbr { display: inline; } tbody td.bar { width: 15%; }
  tbody th:first-child { white-space: normal; overflow-wrap: anywhere; } .text tbody th { min-width: 8.5rem; } .series :is(th, td):is(:nth-child(2), :nth-child(8)) { display: none; }
}
@media print {
  :root { color-scheme: light; font-size: 10.5pt; ${LIGHT} ${PAPER} }
  body { padding: 0; max-width: none; } h2 { margin-top: 1.25rem; } th, td { padding: .1rem .3rem; }
  .scroll { overflow: visible; } .scroll th:first-child, .scroll td:first-child { position: static; }
  section:not(:has(details), :last-of-type), figure, tr, .verdict, .tiles { break-inside: avoid; } h2, h3, summary { break-after: avoid; }
  details.printed::details-content { content-visibility: visible; block-size: auto; } .printed summary { list-style: none; }
  td.bar div, .tiles li, .verdict, polyline, circle { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

export const REPORT_STYLE = (PAGE + TABLES + CHARTS + SMALL_AND_PRINTED).trim();
