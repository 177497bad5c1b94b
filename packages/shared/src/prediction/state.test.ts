import { test } from "vitest";

import { canTransition, isTerminal, predictionStates, statusOf } from "./state.ts";

const allowed = new Set([
  "queued → running",
  "queued → failed",
  "queued → canceled",
  "queued → expired",
  "running → queued",
  "running → succeeded",
  "running → failed",
  "running → canceled",
  "running → expired",
]);

const pairs = predictionStates.flatMap((from) => predictionStates.map((to) => `${from} → ${to}`));

test("allows these moves between states and no others", ({ expect }) => {
  const moves = predictionStates.flatMap((from) =>
    predictionStates.filter((to) => canTransition(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(new Set(moves)).toEqual(allowed);
  expect(pairs).toHaveLength(36);
});

test("calls exactly the states without a way out terminal", ({ expect }) => {
  expect(predictionStates.filter(isTerminal)).toEqual([
    "succeeded",
    "failed",
    "canceled",
    "expired",
  ]);
});

test("shows one of the four words that WriftAI's clients know", ({ expect }) => {
  expect(predictionStates.map(statusOf)).toEqual([
    "pending",
    "started",
    "succeeded",
    "failed",
    "failed",
    "failed",
  ]);
});
