/** Runs one request at a time; while one runs, only the newest wish waits. Answers that are no longer wanted are dropped. */
export class Latest<T> {
  private running = false;
  private waiting: (() => Promise<T>) | null = null;

  constructor(private readonly done: (answer: T) => void, private readonly failed: (error: unknown) => void) {}

  ask(wish: () => Promise<T>): void {
    if (this.running) { this.waiting = wish; return; }
    this.running = true;
    wish().then((answer) => { if (!this.waiting) this.done(answer); }, (error: unknown) => { if (!this.waiting) this.failed(error); }).finally(() => {
      this.running = false;
      const next = this.waiting;
      this.waiting = null;
      if (next) this.ask(next);
    });
  }
}
