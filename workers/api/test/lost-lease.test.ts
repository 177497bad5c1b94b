import { test } from "vitest";

import { gateOf, makeBackend, makeModel, makeOwner, makeVersion } from "./arrange.ts";
import { call } from "./call.ts";
import { FakeBackend, hang } from "./fake-backend.ts";

test("a direct prediction that ended without its owner is stopped at the next renewal", async ({
  expect,
}) => {
  const owner = await makeOwner();
  const version = await makeVersion(owner, await makeModel(owner));
  const gpu = new FakeBackend((request) =>
    request.route.startsWith("PUT") ? hang(request) : new Response(),
  );
  await makeBackend(owner, version, { url: gpu.url });
  const options = {
    token: owner.token,
    headers: { prefer: "wait" },
    body: { input: { prompt: "a boat" } },
  };
  const answer = call(`POST ${version}/predictions`, options);
  const { id } = (await gpu.request(0)).body;
  const outcome = {
    output: null,
    error: null,
    logs: "",
    predictTimeS: null,
    setupTimeS: null,
    outputProblems: null,
  };
  const gate = await gateOf(version);
  await gate.complete({ id, epoch: 1, outcome: { state: "expired", ...outcome } });
  expect((await answer).body).toMatchObject({ id, state: "expired" });
  expect((await gpu.request(1)).route).toBe(`POST /predictions/${id}/cancel`);
}, 15_000);
