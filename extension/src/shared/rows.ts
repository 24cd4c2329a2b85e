// What a command is about that was called on a row of a list.
import type { Row } from '../lists/list_view';

export function subject(target: unknown, member: string): string {
  return (target as Row | undefined)?.subject?.[member] ?? '';
}

/** The lines of a row's hover: what is not known has none. */
export function knownFacts(facts: readonly [string, string | null][]): [string, string][] {
  return facts.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
}
