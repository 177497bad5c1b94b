import { describe, test } from "vitest";

import { CommitGroup } from "../src/commit-group.ts";

/** A storage whose commits end when the test says so. */
class Disk {
  /** What each transaction wrote. */
  readonly transactions: string[][] = [];
  readonly resets: unknown[] = [];
  readonly group: CommitGroup;
  #written: string[] = [];
  #commits: PromiseWithResolvers<void>[] = [];

  constructor() {
    this.group = new CommitGroup({
      transact: (writes) => {
        this.#written = [];
        writes();
        this.transactions.push(this.#written);
      },
      sync: () => {
        const commit = Promise.withResolvers<void>();
        this.#commits.push(commit);
        return commit.promise;
      },
      reset: (reason) => this.resets.push(reason),
    });
  }

  write(text: string): Promise<string> {
    return this.group.run(() => {
      this.#written.push(text);
      return `wrote ${text}`;
    });
  }

  /** Ends the commit in flight, and lets everything happen that this brings about. */
  async commit(failure?: Error): Promise<void> {
    const commit = this.#commits.shift();
    if (commit === undefined) throw new Error("nothing is being committed");
    if (failure === undefined) commit.resolve();
    else commit.reject(failure);
    await settle();
  }
}

/** Lets all promises that can settle do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

async function isPending(promise: Promise<unknown>): Promise<boolean> {
  await settle();
  return (await Promise.race([promise, Promise.resolve("pending")])) === "pending";
}

describe("a group", () => {
  test("of one goes at once; what comes during its commit shares the next", async ({ expect }) => {
    const disk = new Disk();
    const first = disk.write("a");
    expect(disk.transactions).toEqual([["a"]]);
    const others = [disk.write("b"), disk.write("c"), disk.write("d")];
    expect(disk.transactions).toEqual([["a"]]);
    await disk.commit();
    expect(disk.transactions).toEqual([["a"], ["b", "c", "d"]]);
    await disk.commit();
    expect(await Promise.all([first, ...others])).toEqual([
      "wrote a",
      "wrote b",
      "wrote c",
      "wrote d",
    ]);
    void disk.write("e");
    expect(disk.transactions).toHaveLength(3);
  });

  test("is answered only after its own commit", async ({ expect }) => {
    const disk = new Disk();
    const first = disk.write("a");
    const second = disk.write("b");
    expect(await isPending(first)).toBe(true);
    await disk.commit();
    expect(await first).toBe("wrote a");
    expect(await isPending(second)).toBe(true);
    await disk.commit();
    expect(await second).toBe("wrote b");
  });
});

describe("a write that throws", () => {
  test("refuses all of its group, and none of the one before", async ({ expect }) => {
    const disk = new Disk();
    const before = disk.write("a");
    const failure = new Error("full");
    const group = [
      disk.write("b"),
      disk.group.run(() => {
        throw failure;
      }),
      disk.write("c"),
    ];
    const settled = Promise.allSettled(group);
    await disk.commit();
    expect(await before).toBe("wrote a");
    const rejected = { status: "rejected", reason: failure };
    expect(await settled).toEqual([rejected, rejected, rejected]);
    expect(disk.transactions).toEqual([["a"]]);
    expect(disk.resets).toEqual([failure]);
  });

  test("is the last: nothing is written by what memory has left", async ({ expect }) => {
    const disk = new Disk();
    const failed = disk.group.run(() => {
      throw new Error("full");
    });
    await expect(failed).rejects.toThrow("full");
    await expect(disk.write("late")).rejects.toThrow("full");
    expect(disk.transactions).toEqual([]);
    expect(disk.resets).toHaveLength(1);
  });
});

describe("a commit that fails", () => {
  test("refuses its group and whoever waits behind it", async ({ expect }) => {
    const disk = new Disk();
    const settled = Promise.allSettled([disk.write("a"), disk.write("b")]);
    await disk.commit(new Error("no replica answered"));
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(disk.transactions).toEqual([["a"]]);
    expect(disk.resets).toHaveLength(1);
  });
});
