import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { openDatabase, upsertPredictions } from "@headgate/database";
import {
  createPredictionId,
  type Outcome,
  parsePredictionId,
  plainTerms,
  type PredictionRecord,
} from "@headgate/shared";

import { keyOf, makeOwner } from "./arrange.ts";
import { call } from "./call.ts";
import { makeScene, type Scene, tokenWithout } from "./scene.ts";

async function metricsOf(token: string): Promise<string[]> {
  const { status, headers, text } = await call("GET /metrics", { token });
  if (status !== 200) throw new Error(`status ${status}: ${text}`);
  if (headers.get("content-type") !== "text/plain; version=0.0.4; charset=utf-8")
    throw new Error("the content type is not Prometheus's");
  return text.split("\n");
}

/** What history has of a prediction of the scene's version that ended on its backend. */
async function recordEnd(scene: Scene, outcome: Partial<Outcome>): Promise<void> {
  const versionKey = await keyOf(scene.version);
  const random = crypto.getRandomValues(new Uint8Array(4));
  const id = createPredictionId({ createdAt: Date.now(), versionKey, shard: 0, random });
  const createdAt = parsePredictionId(id)?.createdAt ?? 0;
  const record: PredictionRecord = {
    ...plainTerms,
    ...{ id, createdAt, callerId: scene.owner.username, tokenId: "t", owner: "o", model: "m" },
    ...{ number: 1, versionId: "0".repeat(64), mode: "detached", input: { inline: "{}" } },
    ...{ webhook: null, state: outcome.state ?? "succeeded", receipt: null },
    ...{ backendId: scene.backend.split("/").at(-1) ?? "", epoch: 1, attempt: 1 },
    ...{ cancelRequested: false, startedAt: createdAt + 500, completedAt: createdAt + 2500 },
    outcome: {
      ...{ state: "succeeded", output: null, error: null, logs: "", predictTimeS: 2 },
      ...{ setupTimeS: null, outputProblems: [] },
      ...outcome,
    },
  };
  await upsertPredictions(openDatabase(env.DB), [record]);
}

describe("/metrics", () => {
  test("tells what backends hold and what waits, in Prometheus's format", async ({ expect }) => {
    const scene = await makeScene();
    const lines = await metricsOf(scene.owner.token);
    const model = scene.model.slice("/v1/models/".length);
    const backend = scene.backend.split("/").at(-1);
    const at = `{model="${model}",version="1",backend="${backend}"}`;
    expect(lines).toEqual(
      expect.arrayContaining([
        "# HELP headgate_backend_slots Slots of a backend.",
        "# TYPE headgate_backend_slots gauge",
        `headgate_backend_slots${at} 2`,
        `headgate_backend_slots_leased${at} 1`,
        `headgate_backend_predictions_running${at} 1`,
        `headgate_backend_enabled${at} 1`,
        `headgate_backend_breaker_open${at} 0`,
        `headgate_queue_length{model="${model}",version="1",priority="1"} 0`,
      ]),
    );
    expect(lines.at(-1)).toBe("");
    const sample = /^[a-z_]+\{([a-z]+="[^"]*",?)+\} -?[0-9.e+-]+$/;
    const samples = lines.slice(0, -1).filter((line) => !line.startsWith("# "));
    expect(samples.filter((line) => !sample.test(line))).toEqual([]);
    expect(new Set(samples.map((line) => line.split(" ")[0])).size).toBe(samples.length);
  });

  test("counts what has ended, by how, and outputs that break their schema", async ({ expect }) => {
    const scene = await makeScene();
    const problem = { location: "/a", message: "is no number" };
    await recordEnd(scene, {});
    await recordEnd(scene, { outputProblems: [problem] });
    await recordEnd(scene, { state: "failed", outputProblems: null });
    const model = scene.model.slice("/v1/models/".length);
    const backend = scene.backend.split("/").at(-1);
    const at = `model="${model}",version="1",backend="${backend}"`;
    expect(await metricsOf(scene.owner.token)).toEqual(
      expect.arrayContaining([
        "# TYPE headgate_predictions_total counter",
        `headgate_predictions_total{${at},state="succeeded"} 2`,
        `headgate_predictions_total{${at},state="failed"} 1`,
        `headgate_prediction_seconds_total{${at},phase="queue"} 1.5`,
        `headgate_prediction_seconds_total{${at},phase="run"} 6`,
        `headgate_outputs_checked_total{${at},valid="true"} 1`,
        `headgate_outputs_checked_total{${at},valid="false"} 1`,
        `headgate_attempts_total{${at}} 3`,
      ]),
    );
  });

  test("tells nobody else's, and nothing where there is nothing", async ({ expect }) => {
    const { stranger } = await makeScene();
    expect(await metricsOf(stranger.token)).toEqual([""]);
    expect(await metricsOf((await makeOwner()).token)).toEqual([""]);
  });

  test("needs a token that may read", async ({ expect }) => {
    const scene = await makeScene();
    expect((await call("GET /metrics")).status).toBe(401);
    const token = await tokenWithout(scene, "read");
    expect((await call("GET /metrics", { token })).status).toBe(403);
  });
});
