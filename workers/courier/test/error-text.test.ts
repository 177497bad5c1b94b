import { describe, test } from "vitest";

import { findPrediction, openDatabase } from "@headgate/database";

import { errorText } from "../src/error-text.ts";

describe("the text of an error", () => {
  test("has the query that failed and why, but no value of it", async ({ expect }) => {
    const fail = () => Promise.reject(new Error("D1 is down: see https://status.example/s3cret"));
    const down = { prepare: () => ({ bind: () => ({ all: fail, first: fail, raw: fail }) }) };
    const db = openDatabase(down as unknown as D1Database);
    const error: unknown = await findPrediction(db, "s3cret").catch((reason: unknown) => reason);
    expect(String(error)).toContain("s3cret");
    expect(errorText(error)).toMatch(/^Error: Failed query: select .*$/s);
    expect(errorText(error)).not.toContain("s3cret");
    const short = new Error("it broke\nparams: s3cret", { cause: error });
    expect(errorText(short)).toMatch(/^Error: it broke because of: Failed query/);
    expect(errorText(short)).not.toContain("s3cret");
  });
});
