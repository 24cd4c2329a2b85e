// The runs this window knows, grouped by experiment. Filled page by page and kept current by what the server tells; it never
// asks by itself. Pure.
import type { Run } from './protocol';
import { isActive } from './run_format';

export interface Experiment {
  name: string;
  runs: Run[];
}

export class RunsModel {
  private readonly runs = new Map<string, Run>();

  /** Takes runs over; returns those that were under way before and have ended now. */
  put(runs: readonly Run[]): Run[] {
    const ended: Run[] = [];
    for (const run of runs) {
      const before = this.runs.get(run.id);
      this.runs.set(run.id, run);
      if (before && isActive(before) && !isActive(run)) ended.push(run);
    }
    return ended;
  }

  remove(id: string): void {
    this.runs.delete(id);
  }

  /** Forgets every run that is not among these: a fresh first page is the truth. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of [...this.runs.keys()]) {
      if (!ids.has(id)) this.runs.delete(id);
    }
  }

  find(id: string): Run | undefined {
    return this.runs.get(id);
  }

  /** All runs, the newest first. */
  all(): Run[] {
    return [...this.runs.values()].sort((a, b) => compare(b, a));
  }

  active(): Run[] {
    return this.all().filter(isActive);
  }

  /** Experiments with their top-level runs, the experiment of the newest run first. */
  experiments(): Experiment[] {
    const found = new Map<string, Experiment>();
    for (const run of this.all()) {
      if (run.parent && this.runs.has(run.parent)) continue;
      const experiment = found.get(run.experiment) ?? { name: run.experiment, runs: [] };
      experiment.runs.push(run);
      found.set(run.experiment, experiment);
    }
    return [...found.values()];
  }

  children(id: string): Run[] {
    return this.all().filter(run => run.parent === id);
  }
}

function compare(a: Run, b: Run): number {
  if (a.created !== b.created) return a.created < b.created ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
