import { describe, test } from "vitest";

import { parseChallenges } from "./parse-challenges.ts";

function read(header: string): [string, Record<string, string>][] {
  return parseChallenges(header).map(({ scheme, parameters }) => [
    scheme,
    Object.fromEntries(parameters),
  ]);
}

describe("the challenges of a registry", () => {
  test.for([
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/alpine:pull"',
      [
        [
          "bearer",
          {
            realm: "https://auth.docker.io/token",
            service: "registry.docker.io",
            scope: "repository:library/alpine:pull",
          },
        ],
      ],
    ],
    ['BASIC Realm="a \\"b\\", c"', [["basic", { realm: 'a "b", c' }]]],
    ["Basic realm=plain", [["basic", { realm: "plain" }]]],
    [
      "Negotiate, Basic",
      [
        ["negotiate", {}],
        ["basic", {}],
      ],
    ],
    [
      'Bearer realm = "x" , Basic realm="y"',
      [
        ["bearer", { realm: "x" }],
        ["basic", { realm: "y" }],
      ],
    ],
    ["", []],
  ] as const)("in %j are told apart", ([header, challenges], { expect }) => {
    expect(read(header)).toEqual(challenges);
  });

  test("are read fast, whatever is sent", ({ expect }) => {
    const started = performance.now();
    read('a="\\'.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(200);
  });
});
