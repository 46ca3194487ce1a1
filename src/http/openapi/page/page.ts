/** The page at /docs: the OpenAPI document for people. It has no script and asks for nothing. */
import { escapeHtml } from '../../../terminal-sim/report/html/svg-chart.ts';
import { PROBLEMS } from '../../problem.ts';
import type { OpenApiDocument, OpenApiMedia, OpenApiOperation } from '../document.ts';
import { fieldHtml, fieldsHtml } from './schema-html.ts';
import { DOCS_STYLE } from './style.ts';

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiOperation;
}

function entriesOf({ paths }: OpenApiDocument): readonly Entry[] {
  return Object.entries(paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ method, path, operation })));
}

function routeHtml({ method, path }: Entry): string {
  return `<code><span class="method ${escapeHtml(method)}">${escapeHtml(method.toUpperCase())}</span> ${escapeHtml(path)}</code>`;
}

function exampleHtml(label: string, value: unknown): string {
  const text = typeof value === 'string' ? value.trimEnd() : JSON.stringify(value, null, 2);
  return `<pre tabindex="0" role="region" aria-label="${escapeHtml(label)}">${escapeHtml(text)}</pre>`;
}

function mediaHtml(title: string, name: string, content: Readonly<Record<string, OpenApiMedia>>): string {
  return Object.entries(content)
    .map(([type, { schema, example }]) => {
      const label = `${title} of ${name}, ${type}`;
      const fields =
        schema['type'] === 'string'
          ? ''
          : `<details><summary>Fields of the ${escapeHtml(title.toLowerCase())}</summary>${fieldsHtml(schema)}</details>`;
      return `<h4>${escapeHtml(`${title}, ${type}`)}</h4>${exampleHtml(label, example)}${fields}`;
    })
    .join('');
}

function problemsHtml({ responses }: OpenApiOperation): string {
  const codes = Object.entries(responses)
    .filter(([status]) => /^[45]\d\d$/.test(status))
    .flatMap(([, { content = {} }]) => Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples)));
  if (codes.length === 0) return '';
  return `<h4>Problems</h4><p>${codes.map((code) => `<a href="#${escapeHtml(code)}">${escapeHtml(code)}</a>`).join(', ')}</p>`;
}

function operationHtml(entry: Entry): string {
  const { operationId = '', summary = '', description = '', parameters = [], requestBody, responses } = entry.operation;
  const fields = parameters.map(({ name, schema, required, description: about }) => fieldHtml(name, schema, { required, about }));
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return `<article id="op-${escapeHtml(operationId)}"><h3><span class="route">${routeHtml(entry)}</span>${escapeHtml(summary)}</h3>
<p>${escapeHtml(description)}</p>
${fields.length === 0 ? '' : `<h4>Parameters</h4><dl>${fields.join('')}</dl>`}
${requestBody === undefined ? '' : mediaHtml('Body', operationId, requestBody.content)}
${answers.map(([status, { content = {} }]) => mediaHtml(`Answer ${status}`, operationId, content)).join('')}
${problemsHtml(entry.operation)}</article>`;
}

function problemTable(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) =>
      `<div id="${escapeHtml(code)}"><dt><code>${escapeHtml(code)}</code></dt><dd>${status}, ${escapeHtml(title)}</dd></div>`,
  );
  return `<dl>${rows.join('')}</dl>`;
}

/** All text is escaped: of the document, too, although it is ours. */
export function docsPage(document: OpenApiDocument): string {
  const { info, tags, components } = document;
  const entries = entriesOf(document);
  const byTag = (tag: string): readonly Entry[] => entries.filter(({ operation }) => operation.tags?.includes(tag) === true);
  const links = entries.map((entry) => `<li><a href="#op-${escapeHtml(entry.operation.operationId ?? '')}">${routeHtml(entry)}</a></li>`);
  const sections = tags.map(
    ({ name, description }) =>
      `<section><h2 id="tag-${escapeHtml(name)}">${escapeHtml(name)}</h2><p>${escapeHtml(description)}</p>${byTag(name).map(operationHtml).join('')}</section>`,
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<article id="schema-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>${fieldsHtml(schema)}</article>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(info.title)}: HTTP API</title>
<style>${DOCS_STYLE}</style>
</head>
<body>
<header><h1>${escapeHtml(info.title)}: HTTP API</h1>
<p>${escapeHtml(info.description)}</p>
<p class="soft">Version ${escapeHtml(info.version)}. The same for programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI ${escapeHtml(document.openapi)}).</p></header>
<nav aria-label="Operations"><h2>Operations</h2><ul>${links.join('')}</ul></nav>
<main>${sections.join('')}
<section><h2 id="problems">Problems</h2><p>Errors are problem details (RFC 9457): type, title, status, detail and code. The code is for programs and never changes.</p>${problemTable()}</section>
<section><h2 id="schemas">Schemas</h2>${schemas.join('')}</section>
</main>
<footer>Made from the schemas that validate the requests.</footer>
</body>
</html>
`;
}
