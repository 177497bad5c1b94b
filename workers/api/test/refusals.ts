import { describe, type ExpectStatic, test } from "vitest";

import type { Scope } from "@headgate/registry";
import { type ErrorCode, errorStatus } from "@headgate/shared";

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
  describe.for(routes)("$route refuses", ({ route, scope, takesBody = false }) => {
    const body = takesBody ? {} : undefined;

    test("a token that nobody has", async ({ expect }) => {
      const answer = await call(fill(route, await open()), { token: "hg_wrong", body });
      expect(expectRefusal(expect, answer, "unauthorized")).toContain("token is not valid");
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    });

    test("another method, and names those it takes", async ({ expect }) => {
      const [method = "", path = ""] = fill(route, await open()).split(" ");
      const answer = await call(`PUT ${path}`, { body });
      expectRefusal(expect, answer, "method_not_allowed");
      expect(answer.headers.get("allow")?.split(", ")).toContain(method);
    });

    test.runIf(scope !== null)("a caller without a token", async ({ expect }) => {
      const answer = await call(fill(route, await open()), { body });
      expect(expectRefusal(expect, answer, "unauthorized")).toContain("Authorization: Bearer");
    });

    test.runIf(scope !== null)(`a token without the scope ${scope}`, async ({ expect }) => {
      const scene = await open();
      const token = await tokenWithout(scene, scope ?? "read");
      const answer = await call(fill(route, scene), { token, body });
      expect(expectRefusal(expect, answer, "forbidden")).toContain(`the scope ${scope}`);
    });

    test.runIf(/\{(?!user)/.test(route))(
      "strangers, as if there were nothing",
      async ({ expect }) => {
        const scene = await open();
        const good = { input: {}, release_notes: "", container_image_digest: "", schemas: {} };
        const options = { token: scene.stranger.token, body: takesBody ? good : undefined };
        expectRefusal(expect, await call(fill(route, scene), options), "not_found");
      },
    );

    describe.runIf(takesBody)("the body that", () => {
      const bodies: [string, string, ErrorCode, string][] = [
        ["is malformed", '{"a":', "bad_request", "not valid JSON"],
        ["is empty", "", "bad_request", "empty"],
        [
          "is 2 MB large",
          JSON.stringify("a".repeat(2 ** 21)),
          "payload_too_large",
          "1048576 bytes",
        ],
      ];
      test.for(bodies)("%s", async ([, text, code, message], { expect }) => {
        const scene = await open();
        const answer = await call(fill(route, scene), { token: scene.owner.token, body: text });
        expect(expectRefusal(expect, answer, code)).toContain(message);
      });

      test("is no JSON by its type", async ({ expect }) => {
        const scene = await open();
        const headers = { "content-type": "text/plain" };
        const options = { token: scene.owner.token, body: "{}", headers };
        const answer = await call(fill(route, scene), options);
        expect(expectRefusal(expect, answer, "unsupported_media_type")).toContain("text/plain");
      });

      test("is no object", async ({ expect }) => {
        const scene = await open();
        const answer = await call(fill(route, scene), { token: scene.owner.token, body: [] });
        const detail = expectRefusal(expect, answer, "invalid_input");
        expect(detail).toEqual([{ loc: ["body"], msg: expect.any(String), type: "type_error" }]);
      });
    });
  });
}
