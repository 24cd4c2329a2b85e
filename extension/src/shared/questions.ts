// Questions about a whole (which experiments there are, which runs an experiment has) while news about its parts arrive. An answer that
// was on its way when news came may be older than they are, and would take them back for good: it is asked for again. Pure.

/** News can come without end; then an answer that is a moment old is better than none. */
const mostAttempts = 5;

export class Questions {
  private news = 0;

  noteNews(): void {
    this.news++;
  }

  /** The answer to a question during which no news came. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const before = this.news;
      const answer = await question();
      if (before === this.news || attempt === mostAttempts) return answer;
    }
  }
}
