const LINE_MAX = 140;

/** JSON as the formatter of this repository has it: what fits one line stands on one line when it holds no object. */
export function formattedJson(value: unknown, indent = '', lead = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((each) => formattedJson(each, inner)).join(', ')}]`;
    if (!line.includes('\n') && indent.length + lead + line.length < LINE_MAX) return line;
    return `[\n${value.map((each) => inner + formattedJson(each, inner)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(([key, member]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + formattedJson(member, inner, name.length);
  });
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}
