import { describe, test } from "vitest";

import { registryName } from "./registry-name.ts";

describe("the name of a registry", () => {
  test.for([
    ["docker.io", "docker.io"],
    ["index.docker.io", "docker.io"],
    ["Registry-1.Docker.io", "docker.io"],
    ["GHCR.io", "ghcr.io"],
    ["registry.example.com:5000", "registry.example.com:5000"],
    ["localhost:5000", "localhost:5000"],
    ["10.0.0.1", "10.0.0.1"],
  ] as const)("written as %s is %s", ([text, name], { expect }) => {
    expect(registryName(text)).toBe(name);
  });

  test.for([
    "",
    "https://ghcr.io",
    "ghcr.io/team",
    "user@ghcr.io",
    "ghcr.io:",
    "ghcr.io:123456",
    "-ghcr.io",
    "ghcr..io",
    "[::1]:5000",
    "gh cr.io",
    "ghcr.io\n",
    `${"a".repeat(256)}.io`,
  ])("is not %j", (text, { expect }) => {
    expect(registryName(text)).toBe(null);
  });
});
