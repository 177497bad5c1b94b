import { describe, test } from "vitest";

import { createCarrier } from "../../test/carrier.ts";
import { leaseOn } from "../../test/leases.ts";
import type { BackendResult } from "../adapters/adapter.ts";
import { completeLease, endingOf } from "./complete-lease.ts";

const succeeded: BackendResult = {
  ...{ state: "succeeded", output: [1], error: null, logs: "" },
  ...{ predictTimeS: null, setupTimeS: null },
};
const problems = [{ location: "/0", message: "`[0]` is a number, not a text" }];
const ending = () => endingOf(leaseOn("https://gpu.example"));

describe("the output of a prediction", () => {
  test("is stored with what is wrong with it", async ({ expect }) => {
    const carrier = createCarrier(() => ({ problems, fails: false }));
    const { stored } = await completeLease(carrier, ending(), succeeded);
    expect(stored).toMatchObject({ state: "succeeded", error: null, outputProblems: problems });
  });

  test("that is wrong fails the prediction where its version says so, and is kept", async ({
    expect,
  }) => {
    const carrier = createCarrier(() => ({ problems, fails: true }));
    const { stored } = await completeLease(carrier, ending(), succeeded);
    expect(stored).toMatchObject({
      state: "failed",
      error: { source: "internal", detail: problems[0]?.message },
      output: { inline: "[1]" },
      outputProblems: problems,
    });
  });

  test("is not looked at where the backend failed", async ({ expect }) => {
    const carrier = createCarrier(() => ({ problems, fails: true }));
    const { stored } = await completeLease(carrier, ending(), { ...succeeded, state: "failed" });
    expect(stored).toMatchObject({ outputProblems: null });
  });

  test("is kept where it cannot be checked", async ({ expect }) => {
    const carrier = createCarrier(() => {
      throw new Error("the database is away");
    });
    const { stored } = await completeLease(carrier, ending(), succeeded);
    expect(stored).toMatchObject({ state: "succeeded", outputProblems: null });
    expect(carrier.logged).toMatchObject([{ event: "output.unchecked" }]);
  });

  test("is held to the schema of its task", async ({ expect }) => {
    const tasks: string[] = [];
    const carrier = createCarrier((task) => (tasks.push(task), null));
    await completeLease(carrier, ending(), succeeded);
    await completeLease(carrier, { ...ending(), task: "training" }, succeeded);
    expect(tasks).toEqual(["prediction", "training"]);
  });
});
