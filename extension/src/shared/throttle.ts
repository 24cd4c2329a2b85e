// Calls at most once in a while: at once when it was quiet, else when the pause is over, and then once for all that came
// meanwhile. What is called is never running twice at a time.

export class Throttle {
  private wanted = false;
  private running = false;
  private readyAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly pauseMs: number,
    private readonly work: () => Promise<void>,
  ) {}

  ask(): void {
    this.wanted = true;
    if (this.running || this.timer !== undefined) return;
    this.timer = setTimeout(() => void this.run(), Math.max(0, this.readyAt - Date.now()));
  }

  dispose(): void {
    this.wanted = false;
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    this.wanted = false;
    this.running = true;
    try {
      await this.work();
    } finally {
      this.running = false;
      this.readyAt = Date.now() + this.pauseMs;
      // Something may have been asked for while the work went on.
      if (this.wanted as boolean) this.ask();
    }
  }
}
