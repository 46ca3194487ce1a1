/** The style sheet of the page of the HTTP API. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --box: #f6f8fa; --link: #0550ae; --get: #0550ae; --post: #116329; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0d1117; --ink: #e6edf3; --soft: #9ea7b3; --line: #30363d; --box: #161b22; --link: #79b8ff; --get: #79b8ff; --post: #7ee2a8; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, nav, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 2rem; }
h1 { margin: 0; font-size: 1.8rem; }
h2 { margin: 3rem 0 .5rem; font-size: 1.35rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3 { margin: 0; font-size: 1.05rem; }
h4 { margin: 1rem 0 .3rem; font-size: .85rem; color: var(--soft); }
p { margin: .4rem 0; max-width: 44rem; }
a { color: var(--link); }
a:focus-visible, pre:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre { font: .85rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0; padding: .7rem .9rem; background: var(--box); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; overflow-wrap: normal; }
nav ul { list-style: none; margin: 0; padding: 0; columns: 20rem; column-gap: 2rem; }
nav li { padding: .2rem 0; break-inside: avoid; }
article { margin: 1.2rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 8px; }
.route { display: block; margin-bottom: .2rem; }
.method { font-weight: 700; }
.get { color: var(--get); }
.post { color: var(--post); }
.soft { color: var(--soft); }
dl { margin: 0; }
dl > div { padding: .3rem 0; border-top: 1px solid var(--line); }
dl > div:first-child { border-top: 0; }
dt { display: inline; }
dd { display: inline; margin: 0 0 0 .5rem; color: var(--soft); }
dd p { display: block; margin: 0; }
summary { cursor: pointer; margin-top: 1rem; font-size: .85rem; color: var(--soft); font-weight: 700; }
footer { padding: 2rem 1rem; color: var(--soft); }
`;
