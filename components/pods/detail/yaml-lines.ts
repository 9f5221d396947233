/** Splits a line of YAML for highlighting: indentation, key and the rest. */
export interface YamlLine {
  /** Indentation and dashes. */
  readonly lead: string;
  /** Includes the colon; empty in a line without a key. */
  readonly key: string;
  readonly rest: string;
}

const LINE =
  /^([ \t]*(?:- )*)((?:"(?:[^"\\]|\\.)*"|[^\s"':#{[&*!|>%@`-][^\s:]*(?: [^\s:]+)*):(?=\s|$))?(.*)$/s;

/** The three parts joined are always the line. */
export function parseYamlLine(line: string): YamlLine {
  const [, lead = '', key = '', rest = line] = LINE.exec(line) ?? [];
  return { lead, key, rest };
}
