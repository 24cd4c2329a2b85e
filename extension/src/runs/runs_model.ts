// The runs this window knows, and the lists of them that a person has opened (the runs of an experiment, the steps of a run, a
// search). Lists are filled page by page, so that 100,000 runs cost what is looked at. Pure.
import type { Run } from '../server/protocol';
import { isActive } from './run_format';

interface List {
  ids: string[];
  /** Where the server goes on; null: that was all. */
  next: string | null;
}

export class RunsModel {
  private readonly runs = new Map<string, Run>();
  private readonly lists = new Map<string, List>();

  /**
   * Takes runs over; returns those that were under way before and have ended now. An answer that was on its way while the run ended
   * comes too late: nothing goes on again after its end.
   */
  put(runs: readonly Run[]): Run[] {
    const ended: Run[] = [];
    for (const run of runs) {
      const before = this.runs.get(run.id);
      if (before && !isActive(before) && isActive(run)) continue;
      this.runs.set(run.id, run);
      if (before && isActive(before) && !isActive(run)) ended.push(run);
    }
    return ended;
  }

  find(id: string): Run | undefined {
    return this.runs.get(id);
  }

  /** All runs that are known, the newest first; with `others`, which need not be known. */
  all(others: readonly Run[] = []): Run[] {
    const runs = new Map([...others.map(run => [run.id, run] as const), ...this.runs]);
    return [...runs.values()].sort((a, b) => compare(b, a));
  }

  active(): Run[] {
    return this.all().filter(isActive);
  }

  /** A first page is the truth about its list. */
  begin(list: string, runs: readonly Run[], next: string | null): Run[] {
    this.lists.set(list, { ids: runs.map(run => run.id), next });
    return this.put(runs);
  }

  extend(list: string, runs: readonly Run[], next: string | null): Run[] {
    const known = this.lists.get(list);
    if (!known) return this.begin(list, runs, next);
    const there = new Set(known.ids);
    known.ids.push(...runs.map(run => run.id).filter(id => !there.has(id)));
    known.next = next;
    return this.put(runs);
  }

  /** A new run in a list that is in order of time; whether the list has a row more now. */
  insert(list: string, run: Run): boolean {
    const known = this.lists.get(list);
    if (!known || known.ids.includes(run.id)) return false;
    const at = known.ids.findIndex(id => {
      const other = this.runs.get(id);
      return other && compare(other, run) < 0;
    });
    if (at < 0 && known.next !== null) return false;
    known.ids.splice(at < 0 ? known.ids.length : at, 0, run.id);
    return true;
  }

  isOpen(list: string): boolean {
    return this.lists.has(list);
  }

  openLists(): string[] {
    return [...this.lists.keys()];
  }

  list(list: string): Run[] {
    return (this.lists.get(list)?.ids ?? []).flatMap(id => this.runs.get(id) ?? []);
  }

  next(list: string): string | null {
    return this.lists.get(list)?.next ?? null;
  }

  close(list: string): void {
    this.lists.delete(list);
  }

  /** Gives the names of the lists that the run was in. */
  remove(id: string): string[] {
    this.runs.delete(id);
    const names = [...this.lists].filter(([, { ids }]) => ids.includes(id)).map(([name]) => name);
    for (const list of this.lists.values()) list.ids = list.ids.filter(other => other !== id);
    return names;
  }

  clear(): void {
    this.runs.clear();
    this.lists.clear();
  }
}

function compare(a: Run, b: Run): number {
  if (a.created !== b.created) return a.created < b.created ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
