import assert from 'node:assert/strict';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { test } from 'node:test';
import { endedTooOften, ServerLife, type ServerState, type Session } from '../../src/server/life';
import { RestartPolicy } from '../../src/server/restart_policy';

const backOff = 20;

/** Servers that start and end when the test says so, and all that the life told of them. */
class Servers {
  readonly opened: PlayedServer[] = [];
  readonly states: ServerState[] = [];
  readonly failures: unknown[] = [];
  readonly life = new ServerLife<PlayedServer>(
    ended => {
      if (this.missing !== undefined) return Promise.reject(this.missing);
      const server = new PlayedServer(ended, this.startsAtOnce);
      this.opened.push(server);
      return Promise.resolve(server);
    },
    {
      changed: state => this.states.push(state),
      ended: () => undefined,
      failed: reason => this.failures.push(reason),
    },
    new RestartPolicy(2, 60_000, backOff),
  );
  missing: Error | undefined;
  startsAtOnce = true;

  get alive(): PlayedServer[] {
    return this.opened.filter(server => server.isAlive);
  }

  /** The newest server, once there are so many. */
  async nth(count: number): Promise<PlayedServer> {
    while (this.opened.length < count) await setTimeout(1);
    await setImmediate();
    const server = this.opened[count - 1];
    assert.ok(server);
    return server;
  }
}

class PlayedServer implements Session {
  isAlive = false;
  private settle: { resolve(): void; reject(reason: unknown): void } | undefined;

  constructor(
    private readonly ended: () => void,
    private readonly startsAtOnce: boolean,
  ) {}

  async start(): Promise<void> {
    this.isAlive = true;
    if (this.startsAtOnce) return;
    await new Promise<void>((resolve, reject) => (this.settle = { resolve, reject }));
  }

  stop(): Promise<void> {
    this.isAlive = false;
    return Promise.resolve();
  }

  answer(): void {
    this.settle?.resolve();
  }

  /** As the library tells it: what was asked fails, then the end is told. */
  die(): void {
    this.isAlive = false;
    this.settle?.reject(new Error('the connection was closed'));
    this.ended();
  }
}

test('a server that ended is followed by another one, without a word', async () => {
  const servers = new Servers();
  await servers.life.restart();
  servers.opened[0]?.die();
  assert.equal(servers.life.state, 'starting');
  assert.equal(await servers.life.ready(), servers.opened[1]);
  assert.deepEqual(servers.states, ['starting', 'running', 'starting', 'running']);
  assert.deepEqual(servers.failures, []);
});

for (const moment of [0, 0.5, 0.9, 1, 1.1, 2]) {
  test(`a restart ${moment} back-offs after an end leaves one server`, async () => {
    const servers = new Servers();
    await servers.life.restart();
    servers.opened[0]?.die();
    await setTimeout(moment * backOff);
    await servers.life.restart();
    await setTimeout(3 * backOff); // the start that was planned would be over
    assert.deepEqual(servers.alive, [await servers.life.ready()]);
    assert.deepEqual(servers.failures, []);
  });
}

test('a restart while the next start is under way waits for it, and leaves one server', async () => {
  const servers = new Servers();
  await servers.life.restart();
  servers.startsAtOnce = false;
  servers.opened[0]?.die();
  const second = await servers.nth(2);
  servers.startsAtOnce = true;
  const restarted = servers.life.restart();
  second.answer();
  await restarted;
  assert.equal(second.isAlive, false);
  assert.deepEqual(servers.alive, [await servers.nth(3)]);
  assert.deepEqual(servers.failures, []);
});

test('a server that dies in its start after a crash is tried again, while a restart is asked for: one server', async () => {
  const servers = new Servers();
  await servers.life.restart();
  servers.startsAtOnce = false;
  servers.opened[0]?.die();
  const second = await servers.nth(2);
  servers.startsAtOnce = true;
  const restarted = servers.life.restart();
  second.die();
  await restarted;
  await setTimeout(6 * backOff);
  assert.equal(servers.opened.length, 3);
  assert.equal(servers.alive.length, 1);
  assert.deepEqual(servers.failures, []);
});

test('many restarts at once leave one server', async () => {
  const servers = new Servers();
  await Promise.all([servers.life.restart(), servers.life.restart(), servers.life.restart()]);
  assert.equal(servers.alive.length, 1);
});

test('a program that is gone after a crash is told once, and who waits is not left waiting', async () => {
  const servers = new Servers();
  await servers.life.restart();
  const gone = new Error('gone');
  servers.missing = gone;
  servers.opened[0]?.die();
  assert.equal(await servers.life.ready(), undefined);
  assert.equal(servers.life.state, 'failed');
  assert.deepEqual(servers.failures, [gone]);
});

test('a server that dies in a start that was asked for is told at once', async () => {
  const servers = new Servers();
  servers.startsAtOnce = false;
  const restarted = servers.life.restart();
  (await servers.nth(1)).die();
  await restarted;
  assert.equal(servers.life.state, 'failed');
  assert.equal(servers.failures.length, 1);
});

test('a server that ends again and again is left alone and told once; a restart starts it', async () => {
  const servers = new Servers();
  await servers.life.restart();
  for (const count of [1, 2, 3]) {
    const server = await servers.nth(count);
    await servers.life.ready();
    server.die();
  }
  assert.equal(await servers.life.ready(), undefined);
  assert.deepEqual(servers.failures, [endedTooOften]);
  await servers.life.restart();
  assert.equal(servers.life.state, 'running');
});

test('after a stop no planned start comes', async () => {
  const servers = new Servers();
  await servers.life.restart();
  servers.opened[0]?.die();
  await servers.life.stop();
  await setTimeout(3 * backOff);
  assert.equal(servers.opened.length, 1);
  assert.equal(servers.life.state, 'stopped');
});
