import { describe, test } from "vitest";

import { describeError } from "../src/http/describe-error.ts";
import { errorResponse } from "../src/http/respond.ts";
import { makeOwner } from "./arrange.ts";
import { call } from "./call.ts";
import { expectRefusal } from "./refusals.ts";

test("the root tells whoever opens it where to begin", async ({ expect }) => {
  const answer = await call("GET /");
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ service: "headgate" });
});

describe("what no route takes", () => {
  test.for(["/v1", "/v2/models", "/v1/hardware%zz", "/v1//models//x/y/z/w"])(
    "%s is not found",
    async (path, { expect }) => {
      expect(expectRefusal(expect, await call(`GET ${path}`), "not_found")).toBeTypeOf("string");
    },
  );

  test("badly escaped parameters are a bad request", async ({ expect }) => {
    const { token } = await makeOwner();
    const detail = expectRefusal(expect, await call("GET /v1/users/%zz"), "bad_request");
    expect(detail).toContain("%zz");
    for (const route of ["GET /v1/models/%zz/x", "GET /v1/predictions/%E0%A4"]) {
      expect(expectRefusal(expect, await call(route, { token }), "bad_request")).toBeTypeOf(
        "string",
      );
    }
  });

  test("another method on a path with several is told all of them", async ({ expect }) => {
    const answer = await call("PUT /v1/models", { body: {} });
    expect(expectRefusal(expect, answer, "method_not_allowed")).toBeTypeOf("string");
    expect(answer.headers.get("allow")).toBe("GET, HEAD, POST");
  });
});

test("HEAD is answered as GET, without a body", async ({ expect }) => {
  const answer = await call("HEAD /v1/hardware");
  expect([answer.status, answer.text]).toEqual([200, ""]);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect((await call("HEAD /v1/users/nobody-at-all")).status).toBe(404);
  expect((await call("HEAD /v1/callbacks/a/1/b")).status).toBe(405);
});

test("OPTIONS names the methods", async ({ expect }) => {
  const answer = await call("OPTIONS /v1/predictions");
  expect([answer.status, answer.headers.get("allow")]).toEqual([204, "GET, HEAD, POST"]);
});

test.for(["Basic am9objpw", "Bearer", "Bearer a b", "token x"])(
  "the authorization %j is refused with the right form",
  async (authorization, { expect }) => {
    const answer = await call("GET /v1/models", { headers: { authorization } });
    expect(expectRefusal(expect, answer, "unauthorized")).toContain("Bearer <token>");
  },
);

test("an unknown error says nothing of itself", async ({ expect }) => {
  const response = errorResponse(new Error("SELECT secret FROM tokens"), "the-id");
  expect(response.status).toBe(500);
  const { detail, ...rest } = await response.json<{ detail: string }>();
  expect(rest).toEqual({ code: "internal", request_id: "the-id" });
  expect(detail).not.toContain("SELECT");
});

test("the log has an error's cause, and no parameter of a query", ({ expect }) => {
  const query = new Error("Failed query: insert into tokens\nparams: whsec_hidden");
  const text = JSON.stringify(describeError(new Error("writing failed", { cause: query })));
  expect(text).toContain("insert into tokens");
  expect(text).not.toContain("whsec_hidden");
});
