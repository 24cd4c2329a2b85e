// The rows of the Experiments tree. A row is one object for as long as the window lives, so that a change redraws this row alone and a
// click finds its run, however the lists around it change. Pure.
import type { Experiment, Run } from '../server/protocol';

export interface ExperimentNode {
  experiment: Experiment;
}

export interface RunNode {
  run: Run;
}

export interface MoreNode {
  more: string;
}

export type Node = ExperimentNode | RunNode | MoreNode;

export class TreeNodes {
  private readonly experiments = new Map<string, ExperimentNode>();
  private readonly runs = new Map<string, RunNode>();
  private readonly more = new Map<string, MoreNode>();

  experiment(experiment: Experiment): ExperimentNode {
    return updated(this.experiments, experiment.name, { experiment });
  }

  run(run: Run): RunNode {
    return updated(this.runs, run.id, { run });
  }

  moreOf(list: string): MoreNode {
    return updated(this.more, list, { more: list });
  }

  /** The row whose children are this list ('experiment NAME', 'run ID'), if it was ever shown. */
  ofList(list: string): Node | undefined {
    if (list.startsWith('run ')) return this.runs.get(list.slice(4));
    return list.startsWith('experiment ') ? this.experiments.get(list.slice(11)) : undefined;
  }

  /** The rows of those runs that were ever shown, with what is known of them now. */
  shown(runs: readonly Run[]): RunNode[] {
    return runs.flatMap(run => (this.runs.has(run.id) ? this.run(run) : []));
  }
}

/** The row of this key with what is known of it now. */
function updated<T extends object>(rows: Map<string, T>, key: string, now: T): T {
  const row = rows.get(key);
  if (row) return Object.assign(row, now);
  rows.set(key, now);
  return now;
}
