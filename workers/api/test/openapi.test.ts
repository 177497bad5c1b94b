import { describe, test } from "vitest";

import { operations } from "../src/routes/operations.ts";
import { readContract } from "./answer-contract.ts";
import { call } from "./call.ts";

const headers = { "content-type": "application/json", "x-request-id": crypto.randomUUID() };

describe("/openapi.json", () => {
  test("is OpenAPI 3.1 and has every route, under a name of its own", async ({ expect }) => {
    const { body } = await call("GET /openapi.json");
    expect(body).toMatchObject({ openapi: "3.1.1", info: { title: "Headgate" } });
    const { paths } = body as { paths: Record<string, Record<string, { operationId: string }>> };
    const documented = operations.filter(({ isPage }) => isPage !== true);
    const named = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(named.toSorted()).toEqual(documented.map(({ id }) => id).toSorted());
    expect(new Set(named).size).toBe(named.length);
  });

  test("has no reference that leads nowhere", async ({ expect }) => {
    const { text, body } = await call("GET /openapi.json");
    const { components } = body as { components: Record<string, Record<string, object>> };
    const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, kind = "", name = ""] of references) {
      expect(Object.keys(components[kind] ?? {})).toContain(name);
    }
    expect(text.match(/"\$ref"/g)).toHaveLength(references.length);
  });

  test("shows refusals as they are", async ({ expect }) => {
    const contract = await readContract();
    const { paths, components } = contract.document;
    const refusals = Object.entries(paths).flatMap(([template, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.entries(responses).map(([status, answer]) => ({
          route: `${method.toUpperCase()} ${template.replaceAll(/[{}]/g, "")}`,
          status: Number(status),
          name: "$ref" in answer ? (answer.$ref.split("/").at(-1) ?? "") : null,
        })),
      ),
    );
    for (const { route, status, name } of refusals) {
      if (name === null) continue;
      const content = components.responses[name]?.content;
      const text = JSON.stringify(content?.["application/json"]?.example);
      const response = new Response(text, { status, headers });
      expect(() => contract.check(route, response, text)).not.toThrow();
    }
  });
});

describe("an answer breaks the contract", () => {
  const route = "GET /v1/model_categories";
  const page = {
    ...{ items: [], next_cursor: null, previous_cursor: null },
    ...{ next_url: null, previous_url: null },
  };
  const item = { name: "a", slug: "a", description: "a" };

  test("in no way when it is as declared", async ({ expect }) => {
    const contract = await readContract();
    const text = JSON.stringify({ ...page, items: [item] });
    expect(() => contract.check(route, new Response(text, { headers }), text)).not.toThrow();
  });

  test.for([
    { what: "a status", init: { status: 418 }, body: page, says: "418 is not in" },
    { what: "a sixth key of a page", init: {}, body: { ...page, total: 1 }, says: "total" },
    {
      what: "a key of an item",
      init: {},
      body: { ...page, items: [{ ...item, x: 1 }] },
      says: "x",
    },
    { what: "a missing key", init: {}, body: { items: [] }, says: "next_cursor" },
    { what: "another body of an error", init: { status: 401 }, body: page, says: "detail" },
  ])("by $what that nobody declared", async ({ init, body, says }, { expect }) => {
    const contract = await readContract();
    const text = JSON.stringify(body);
    const response = new Response(text, { ...init, headers });
    expect(() => contract.check(route, response, text)).toThrow(says);
  });

  test("by another type, and by a header that is none", async ({ expect }) => {
    const contract = await readContract();
    const text = JSON.stringify(page);
    const told = (changed: Record<string, string>): (() => void) => {
      const response = new Response(text, { headers: { ...headers, ...changed } });
      return () => contract.check(route, response, text);
    };
    expect(told({ "content-type": "text/html" })).toThrow("as text/html is not in");
    expect(told({ "x-request-id": "7" })).toThrow("x-request-id 7");
  });

  test("by coming from a route that nobody declared", async ({ expect }) => {
    const contract = await readContract();
    const response = new Response("{}", { headers });
    expect(() => contract.check("GET /v1/secrets", response, "{}")).toThrow("no operation");
  });
});
