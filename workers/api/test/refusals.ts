import { type ExpectStatic, test } from "vitest";

import { type ErrorCode, errorStatus, type Scope } from "@headgate/shared";

import { type Answer, call } from "./call.ts";
import { makeScene, type Scene, tokenWithout } from "./scene.ts";

export interface Route {
  /** `POST {model}/versions`: what is in braces is a path of the scene. */
  route: string;
  /** Which scope it needs; null: what is public is for everybody. */
  scope: Scope | null;
  takesBody?: boolean;
}

/** Checks the answer to be this refusal, in full. Gives what it says. */
export function expectRefusal(expect: ExpectStatic, answer: Answer, code: ErrorCode): unknown {
  expect(answer.body).toMatchObject({ code });
  expect(answer.status).toBe(errorStatus[code]);
  expect(answer.headers.get("content-type")).toBe("application/json");
  const { detail, ...rest } = answer.body as { detail: unknown };
  expect(rest).toEqual({ code, request_id: answer.headers.get("x-request-id") });
  expect(answer.text).not.toMatch(/\bSELECT\b|\bINSERT\b|D1_|SQLITE|params:|\.ts:\d|\bat \w+ \(/);
  return detail;
}

/** The places that a 422 names. */
export function placesOf(detail: unknown): (string | number)[][] {
  return (detail as { loc: (string | number)[]; msg: string; type: string }[]).map(
    ({ loc }) => loc,
  );
}

function fill(route: string, scene: Scene): string {
  return route
    .replace("{model}", scene.model)
    .replace("{version}", scene.version)
    .replace("{backend}", scene.backend)
    .replace("{prediction}", scene.prediction)
    .replace("{user}", scene.user);
}

/** What all routes refuse in the same way. */
export function describeRefusals(routes: Route[]): void {
  let made: Promise<Scene> | null = null;
  const open = (): Promise<Scene> => (made ??= makeScene());
  refuseCallers(routes, open);
  refuseBodies(
    routes.filter(({ takesBody }) => takesBody === true),
    open,
  );
}

type Open = () => Promise<Scene>;

function refuseCallers(routes: Route[], open: Open): void {
  test.for(routes)("$route refuses a token that nobody has", async ({ route }, { expect }) => {
    const answer = await call(fill(route, await open()), { token: "hg_wrong" });
    expect(expectRefusal(expect, answer, "unauthorized")).toContain("token is not valid");
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });

  test.for(routes)("$route names the methods it takes", async ({ route }, { expect }) => {
    const [method = "", path = ""] = fill(route, await open()).split(" ");
    // No route takes this one.
    const answer = await call(`REPORT ${path}`);
    expect(expectRefusal(expect, answer, "method_not_allowed")).toBeTypeOf("string");
    expect(answer.headers.get("allow")?.split(", ")).toContain(method);
  });

  const guarded = routes.filter(({ scope }) => scope !== null);
  test.for(guarded)("$route refuses a caller without a token", async ({ route }, { expect }) => {
    const answer = await call(fill(route, await open()), bodyFor(route));
    expect(expectRefusal(expect, answer, "unauthorized")).toContain("Authorization: Bearer");
  });

  test.for(guarded)("$route refuses a token without $scope", async (guard, { expect }) => {
    const scene = await open();
    const token = await tokenWithout(scene, guard.scope ?? "read");
    const answer = await call(fill(guard.route, scene), { token, ...bodyFor(guard.route) });
    expect(expectRefusal(expect, answer, "forbidden")).toContain(`the scope ${guard.scope}`);
  });

  const hidden = routes.filter(({ route }) => /\{(?!user)/.test(route));
  test.for(hidden)(
    "$route shows strangers that nothing is there",
    async ({ route }, { expect }) => {
      const scene = await open();
      const options = { token: scene.stranger.token, ...bodyFor(route) };
      expect(
        expectRefusal(expect, await call(fill(route, scene), options), "not_found"),
      ).toBeTypeOf("string");
    },
  );
}

/** An object, for the methods that take a body. */
function bodyFor(route: string): { body?: object } {
  return /^(POST|PUT|PATCH)/.test(route) ? { body: { input: {} } } : {};
}

const bodies: { body: unknown; what: string; type?: string; code: ErrorCode; says: string }[] = [
  { what: "malformed JSON", body: '{"a":', code: "bad_request", says: "not valid JSON" },
  { what: "an empty body", body: "", code: "bad_request", says: "empty" },
  {
    what: "2 MB of JSON",
    body: JSON.stringify("a".repeat(2 ** 21)),
    code: "payload_too_large",
    says: "1048576 bytes",
  },
  {
    what: "what is no JSON by its type",
    body: "{}",
    type: "text/plain",
    code: "unsupported_media_type",
    says: "text/plain",
  },
  { what: "a list", body: [], code: "invalid_input", says: "object" },
  {
    what: "a body nested 1,000 deep",
    body: `{"input":${"[".repeat(1000)}${"]".repeat(1000)}}`,
    code: "invalid_input",
    says: "deep",
  },
];

function refuseBodies(routes: Route[], open: Open): void {
  const cases = routes.flatMap(({ route }) => bodies.map((body) => ({ route, ...body })));
  test.for(cases)("$route refuses $what", async ({ route, body, ...wrong }, { expect }) => {
    const scene = await open();
    const headers = { "content-type": wrong.type ?? "application/json" };
    const answer = await call(fill(route, scene), { token: scene.owner.token, body, headers });
    const detail = expectRefusal(expect, answer, wrong.code);
    expect(JSON.stringify(detail)).toContain(wrong.says);
  });
}
