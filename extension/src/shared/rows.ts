// What a command is about that was called on a row of a list.
import type { Row } from '../lists/list_view';

export function subject(target: unknown, member: string): string {
  return (target as Row | undefined)?.subject?.[member] ?? '';
}
