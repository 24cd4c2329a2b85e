// The life of the language server: one at a time, started, stopped and, when it ended by itself, started again. Each step waits for the
// one before it, so however quickly they are asked for, one server is left. Knows neither VS Code nor the protocol.
import type { RestartPolicy } from './restart_policy';

export type ServerState = 'stopped' | 'starting' | 'running' | 'failed';

/** One server, from its start to its end. A new start is a new session. */
export interface Session {
  /** Settles when the server can be asked; rejects with the reason why it cannot. */
  start(): Promise<void>;
  /** Also of a session whose start failed; never rejects. */
  stop(): Promise<void>;
}

export interface LifeListener {
  changed(state: ServerState): void;
  /** The server ended by itself; the next one is started in so many milliseconds. */
  ended(wait: number): void;
  /** There is no server, and none is started unless asked for: why, or 'ended too often'. */
  failed(reason: unknown): void;
}

export const endedTooOften = Symbol('ended too often');

export class ServerLife<S extends Session> {
  private current: ServerState = 'stopped';
  private session: S | undefined;
  private steps: Promise<void> = Promise.resolve();
  private plan = 0;
  private timer: NodeJS.Timeout | undefined;
  private waiting: (() => void)[] = [];

  /** `open` makes the next session, which calls `ended` when its server has gone without having been stopped. */
  constructor(
    private readonly open: (ended: () => void) => Promise<S>,
    private readonly listener: LifeListener,
    private readonly policy: RestartPolicy,
  ) {}

  get state(): ServerState {
    return this.current;
  }

  /** The session that can be asked now. */
  get running(): S | undefined {
    return this.current === 'running' ? this.session : undefined;
  }

  restart(): Promise<void> {
    this.policy.reset();
    return this.next(async () => {
      await this.end();
      await this.begin(true);
    });
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  /** The session that can be asked, waited for while one is being started, also after a crash; undefined where there is none. */
  async ready(): Promise<S | undefined> {
    await this.steps;
    while (this.current === 'starting') {
      await new Promise<void>(resolve => this.waiting.push(resolve));
      await this.steps;
    }
    return this.running;
  }

  private next(step: () => Promise<void>): Promise<void> {
    this.steps = this.steps.then(step);
    return this.steps;
  }

  private async end(): Promise<void> {
    this.plan++;
    clearTimeout(this.timer);
    const session = this.session;
    this.session = undefined;
    await session?.stop();
    this.become('stopped');
  }

  /** `asked`: somebody waits for this start, and hears at once when it fails. */
  private async begin(asked: boolean): Promise<void> {
    this.become('starting');
    let phase: 'starting' | 'running' | 'over' = 'starting';
    let session: S | undefined;
    const hasEnded = (): boolean => phase === 'over';
    const ended = (): void => {
      const wasRunning = phase === 'running';
      phase = 'over';
      if (wasRunning && this.session === session) this.crashed();
    };
    try {
      this.session = session = await this.open(ended);
      await session.start();
    } catch (error) {
      this.session = undefined;
      await session?.stop();
      if (hasEnded() && !asked) this.crashed();
      else this.fail(error);
      return;
    }
    if (hasEnded()) {
      this.crashed();
      return;
    }
    phase = 'running';
    this.become('running');
  }

  private crashed(): void {
    this.session = undefined;
    const wait = this.policy.ended(Date.now());
    if (wait === undefined) {
      this.fail(endedTooOften);
      return;
    }
    this.listener.ended(wait);
    this.become('starting');
    const plan = ++this.plan;
    this.timer = setTimeout(() => {
      // Whoever asked for a restart or a stop meanwhile has made this start needless.
      void this.next(async () => {
        if (plan === this.plan) await this.begin(false);
      });
    }, wait);
  }

  private fail(reason: unknown): void {
    this.become('failed');
    this.listener.failed(reason);
  }

  private become(state: ServerState): void {
    if (this.current === state) return;
    this.current = state;
    this.listener.changed(state);
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
