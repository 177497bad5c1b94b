import { describe, test } from "vitest";

import { createCarrier } from "../../test/carrier.ts";
import { newId } from "../../test/leases.ts";
import { tellCallback } from "./tell-callback.ts";

const lease = { id: newId(), epoch: 2 };
const told = { output: ["a"], logs: "x\n" };

describe("a callback on the way", () => {
  test("goes to the stream as all there is so far", async ({ expect }) => {
    const carrier = createCarrier();
    await tellCallback(carrier, lease, { listeners: ["stream"], told });
    expect(carrier.stream.advanced).toEqual([{ epoch: 2, ...told }]);
    expect(carrier.progress).toEqual([]);
  });

  test("goes to a webhook that wants to know of it", async ({ expect }) => {
    const carrier = createCarrier();
    const tell = (listeners: ("output" | "logs")[], some: Partial<typeof told>) =>
      tellCallback(carrier, lease, { listeners, told: { output: [], logs: "", ...some } });
    await tell(["output", "logs"], told);
    await tell(["output", "logs"], { logs: "x\n" });
    await tell(["output"], { logs: "x\n" });
    expect(carrier.progress.map(({ event }) => event)).toEqual(["output", "logs"]);
    expect(carrier.progress[0]).toMatchObject({ predictionId: lease.id, epoch: 2 });
    expect(carrier.stream.advanced).toEqual([]);
  });

  test("is lost where the stream is away, and nobody fails", async ({ expect }) => {
    const carrier = createCarrier();
    carrier.stream.advance = () => Promise.reject(new Error("gone"));
    await tellCallback(carrier, lease, { listeners: ["stream"], told });
    expect(carrier.logged.map(({ event }) => event)).toEqual(["stream.lost"]);
  });
});
