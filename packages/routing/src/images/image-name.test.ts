import { describe, test } from "vitest";

import { parseImageName } from "./image-name.ts";

const query = { digest: "", tag: null };

describe("the name of an image", () => {
  test.for([
    ["docker.io", "alpine", "https://registry-1.docker.io", "library/alpine"],
    ["index.docker.io", "team/upscaler", "https://registry-1.docker.io", "team/upscaler"],
    ["Registry-1.Docker.io", "alpine", "https://registry-1.docker.io", "library/alpine"],
    ["GHCR.io", "team/up_scaler/v2", "https://ghcr.io", "team/up_scaler/v2"],
    ["registry.example.com:5000", "upscaler", "https://registry.example.com:5000", "upscaler"],
    ["localhost:5000", "a--b/c__d/e.f", "http://localhost:5000", "a--b/c__d/e.f"],
    ["127.0.0.1:5000", "upscaler", "http://127.0.0.1:5000", "upscaler"],
    ["10.0.0.1", "upscaler", "https://10.0.0.1", "upscaler"],
  ] as const)("%s/%s is at %s as %s", ([registry, repository, origin, path], { expect }) => {
    const name = parseImageName({ ...query, registry, repository });
    expect(name).toMatchObject({ origin, repository: path });
  });

  test("is refused in what is no registry", ({ expect }) => {
    const registry = "https://ghcr.io";
    expect(() => parseImageName({ ...query, registry, repository: "upscaler" })).toThrow(
      '"https://ghcr.io" is not the host of a registry, such as ghcr.io or registry.example.com:5000',
    );
  });

  test.for(["", "/", "Team/upscaler", "team//upscaler", "team/../x", "-x", "x-", "a___b", "a?b"])(
    "is refused with the repository %j",
    (repository, { expect }) => {
      expect(() => parseImageName({ ...query, registry: "ghcr.io", repository })).toThrow(
        "is not the name of a repository",
      );
    },
  );

  test("is read in linear time, whatever it is", ({ expect }) => {
    const repository = `${"a-".repeat(100_000)}!`;
    const started = performance.now();
    expect(() => parseImageName({ ...query, registry: "ghcr.io", repository })).toThrow("is not");
    expect(() => parseImageName({ ...query, registry: repository, repository })).toThrow("is not");
    expect(performance.now() - started).toBeLessThan(200);
  });
});
