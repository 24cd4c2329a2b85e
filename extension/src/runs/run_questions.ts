// What the Experiments tree asks the server: its lists page by page, the experiments, the runs under way. A list is named 'all',
// 'experiment NAME' or 'run ID'.
import type { Experiment, ListParams, Run, RunList } from '../server/protocol';
import type { Server } from '../server/server';
import { Questions } from '../shared/questions';
import type { Look } from './runs_look';

export const everything = 'all';
const pageSize = 100;

export class RunQuestions extends Questions {
  constructor(
    private readonly server: Server,
    private readonly look: () => Look,
  ) {
    super();
  }

  firstPage(list: string): Promise<RunList> {
    return this.ask(() => this.server.call('list', this.query(list)));
  }

  nextPage(list: string, cursor: string): Promise<RunList> {
    return this.server.call('list', { ...this.query(list), cursor });
  }

  async experiments(): Promise<Experiment[]> {
    const counted = this.look().archived ? { archived: true } : {};
    return (await this.ask(() => this.server.call('experiments', counted))).experiments;
  }

  async active(): Promise<Run[]> {
    const where = "status NOT IN ('Completed', 'Failed', 'Canceled')";
    return (await this.server.call('list', { where, limit: pageSize })).runs;
  }

  private query(list: string): ListParams {
    const { filter, sort, ascending, archived } = this.look();
    const common = { limit: pageSize, ...(archived && { archived }) };
    if (list.startsWith('run ')) return { ...common, parent: list.slice(4) };
    if (list.startsWith('experiment ')) return { ...common, experiment: list.slice(11) };
    return { ...common, ...(filter !== '' && { where: filter }), ...(sort !== '' && { sort, ascending }) };
  }
}
