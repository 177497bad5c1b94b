import { test } from "vitest";

import { findUnreviewedDrops } from "./find-unreviewed-drops.ts";

const rebuild = "CREATE TABLE `__new_models` (`id` text);\nDROP TABLE `models`;";

test("finds a dropped table and a rebuilt one, with their lines", ({ expect }) => {
  const lines = findUnreviewedDrops(rebuild).map(({ line }) => line);
  expect(lines).toEqual([1, 2]);
});

test("accepts a statement with a reason directly above it", ({ expect }) => {
  const sql = "-- reviewed: nothing refers to samples\nDROP TABLE `samples`;";
  expect(findUnreviewedDrops(sql)).toEqual([]);
});

test("does not accept a review without a reason", ({ expect }) => {
  expect(findUnreviewedDrops("-- reviewed:\ndrop table samples;")).toHaveLength(1);
});

test("does not let one review cover two statements", ({ expect }) => {
  const sql = "-- reviewed: unused\nDROP TABLE a;\nDROP TABLE b;";
  expect(findUnreviewedDrops(sql)).toEqual([{ line: 3, text: "DROP TABLE b;" }]);
});

test("passes over comments and other drops", ({ expect }) => {
  const sql = "-- never DROP TABLE here\nDROP INDEX a_b_index;\nALTER TABLE a DROP COLUMN b;";
  expect(findUnreviewedDrops(sql)).toEqual([]);
});
