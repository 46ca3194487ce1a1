/** The style sheet of the HTML report: light and dark as the reader's system is set, printable. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --paper: #ffffff; --card: #f6f8fa; --rule: #d8dee4;
  --one: #0b62c4; --two: #b4530a; --three: #8a3ffc; --four: #7b8794; --good: #1a7f37; --bad: #c2242c; --warn: #8a6100; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --soft: #a3aeb9; --paper: #101418; --card: #191f26; --rule: #333c46;
  --one: #6cb2ff; --two: #f2a65a; --three: #c6a1ff; --four: #8b97a4; --good: #57c271; --bad: #ff8a86; --warn: #e3b341; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1rem 4rem; max-width: 52rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
p { margin: .25rem 0; } .soft { color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.8rem, 1fr)); gap: .6rem; margin: 1.25rem 0; padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem; padding: .6rem .75rem; }
.tiles b { display: block; font-size: 1.25rem; white-space: nowrap; font-variant-numeric: tabular-nums; } .tiles span { color: var(--soft); font-size: .9rem; }
.verdict { border-left: .3rem solid var(--rule); padding: .5rem 1rem; background: var(--card); }
.equal, .kept { border-color: var(--good); } .unequal, .broken { border-color: var(--bad); } .open { border-color: var(--warn); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child, td.free { text-align: left; } td.free { white-space: normal; overflow-wrap: anywhere; width: 75%; }
tbody th { font-weight: 400; } thead th { color: var(--soft); font-weight: 600; font-size: .9rem; }
td.bar { width: 30%; } td.bar div { height: .7rem; background: var(--one); border-radius: .2rem; min-width: 1px; }
tr.approved td.bar div { background: var(--good); }
figure { margin: 0; } svg { display: block; width: 100%; height: auto; } svg text { fill: var(--soft); font-size: 12px; }
.grid { stroke: var(--rule); stroke-width: 1; } polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
.line-1 { stroke: var(--one); } .line-2 { stroke: var(--two); stroke-dasharray: 7 3; } .line-3 { stroke: var(--three); stroke-dasharray: 2 3; }
.line-4 { stroke: var(--four); stroke-width: 1.5; } circle { stroke: none; }
circle.line-1 { fill: var(--one); } circle.line-2 { fill: var(--two); } circle.line-3 { fill: var(--three); } circle.line-4 { fill: var(--four); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .25rem 0 .5rem; font-size: .9rem; }
.legend li { display: flex; align-items: center; gap: .4rem; } .legend .swatch { display: inline-block; width: 28px; height: 6px; flex: none; }
.unit { color: var(--soft); }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--soft); }
@media print {
  :root { color-scheme: light; --ink: #000000; --soft: #444444; --paper: #ffffff; --card: #ffffff; --rule: #bbbbbb;
    --one: #0b62c4; --two: #b4530a; --three: #8a3ffc; --four: #777777; --good: #1a7f37; --bad: #c2242c; --warn: #8a6100; }
  body { padding: 0; max-width: none; font-size: 11pt; } details { display: none; } .scroll { overflow: visible; }
  figure, tr, .verdict, .tiles li { break-inside: avoid; } h2 { break-after: avoid; } th, td { padding: .15rem .4rem; }
  td.bar div, .tiles li, .verdict { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`.trim();
