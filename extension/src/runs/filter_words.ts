// What is typed into the filter of the runs: a condition of `list --filter`, or a name to look for. Pure.

/** A name is searched for; '' is no filter. */
export function filterOf(typed: string): string {
  if (typed === '' || isCondition(typed)) return typed;
  return `display_name ILIKE '%${typed.replaceAll("'", "''")}%'`;
}

/** Words alone make none: a run may be called "fit in two parts". */
export function isCondition(text: string): boolean {
  return /[=<>]|\bi?like\s*'|\bin\s*\(|\bis\s+(not\s+)?null\b/i.test(text);
}
