// The second half of a double click is not meant as a second time. Pure; the clock is handed in.

export class DoubleClicks {
  private readonly last = new Map<string, number>();

  constructor(private readonly withinMs = 500) {}

  /** Whether the same was asked for a moment before. */
  isSecond(what: string, now: number): boolean {
    const before = this.last.get(what);
    this.last.set(what, now);
    return before !== undefined && now - before < this.withinMs;
  }
}
