interface Committer {
  /** Runs the writes as one transaction. */
  transact(writes: () => void): void;
  /** Resolves when everything written so far is durable. */
  sync(): Promise<void>;
  /** Throws the object's memory away, so that it is rebuilt from storage. */
  reset(reason: unknown): void;
}

interface Call {
  /** Decides and writes; what it gives back tells the caller. */
  write: () => () => void;
  reject: (reason: unknown) => void;
}

/**
 * Writes in groups: the first goes at once; while its commit is in flight, later ones wait and then share the next.
 * A commit costs more than anything else a gate does, and this way a busy gate makes fewer of them.
 * One that throws may have left half a decision in memory: its whole group is refused, and nothing is written any more.
 */
export class CommitGroup {
  readonly #committer: Committer;
  #waiting: Call[] = [];
  #committing = false;
  #failure: { reason: unknown } | null = null;

  constructor(committer: Committer) {
    this.#committer = committer;
  }

  /** Runs `write` with its group and gives its answer once that is durable. */
  run<Answer>(write: () => Answer): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    if (this.#failure !== null) {
      reject(this.#failure.reason);
      return promise;
    }
    this.#waiting.push({
      write: () => {
        const answer = write();
        return () => resolve(answer);
      },
      reject,
    });
    if (!this.#committing) void this.#commit();
    return promise;
  }

  async #commit(): Promise<void> {
    this.#committing = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        const answers = this.#write(group);
        await this.#committer.sync();
        for (const answer of answers) answer();
      } catch (error) {
        this.#fail([...group, ...this.#waiting], error);
        return;
      }
    }
    this.#committing = false;
  }

  #write(group: Call[]): (() => void)[] {
    let answers: (() => void)[] = [];
    this.#committer.transact(() => {
      answers = group.map(({ write }) => write());
    });
    return answers;
  }

  #fail(calls: Call[], reason: unknown): void {
    this.#failure = { reason };
    this.#waiting = [];
    for (const { reject } of calls) reject(reason);
    this.#committer.reset(reason);
  }
}
