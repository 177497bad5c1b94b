type Write = () => void;

interface Committer {
  /** Runs the writes as one transaction. */
  transact(writes: () => void): void;
  /** Resolves when everything written so far is durable. */
  sync(): Promise<void>;
  /** Throws the object's memory away, so that it is rebuilt from storage. */
  reset(reason: unknown): void;
}

/**
 * Writes in groups: the first goes at once; while its commit is in flight, later ones wait and then share the next.
 * A commit costs more than anything else a gate does, and this way a busy gate makes fewer of them.
 */
export class CommitGroup {
  readonly #committer: Committer;
  #waiting: Write[] = [];
  #committed: Write[] = [];
  #failed: ((reason: unknown) => void)[] = [];
  #committing = false;

  constructor(committer: Committer) {
    this.#committer = committer;
  }

  /** Runs `write` with its group and gives its answer once that is durable. */
  run<Answer>(write: () => Answer): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.push(() => {
      const answer = write();
      this.#committed.push(() => resolve(answer));
    });
    this.#failed.push(reject);
    if (!this.#committing) void this.#commit();
    return promise;
  }

  async #commit(): Promise<void> {
    this.#committing = true;
    while (this.#waiting.length > 0) {
      const writes = this.#waiting;
      const failed = this.#failed;
      this.#waiting = [];
      this.#failed = [];
      this.#committed = [];
      try {
        this.#committer.transact(() => {
          for (const write of writes) write();
        });
        await this.#committer.sync();
        for (const answer of this.#committed) answer();
      } catch (error) {
        for (const reject of failed) reject(error);
        this.#committer.reset(error);
      }
    }
    this.#committing = false;
  }
}
