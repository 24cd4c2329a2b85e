// When a server that went away is started again: soon the first time, later each time after, and not at all once it has gone
// too often within a few minutes. Pure; the clock is handed in.

export class RestartPolicy {
  private ends: number[] = [];

  constructor(
    private readonly limit = 4,
    private readonly windowMs = 180_000,
    private readonly firstWaitMs = 250,
  ) {}

  /** Call when the server has ended; answers the milliseconds to wait before a new start, or undefined: leave it. */
  ended(now: number): number | undefined {
    this.ends = this.ends.filter(time => now - time < this.windowMs);
    this.ends.push(now);
    if (this.ends.length > this.limit) return undefined;
    return this.firstWaitMs * 4 ** (this.ends.length - 1);
  }

  /** A start that a person asked for wipes the slate. */
  reset(): void {
    this.ends = [];
  }
}
