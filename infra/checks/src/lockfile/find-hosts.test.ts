import { test } from "vitest";

import { findHosts } from "./find-hosts.ts";

test("finds the address of a tarball, on its own line or in a resolution", ({ expect }) => {
  const lockfile = [
    "    resolution: {integrity: sha512-a, tarball: https://mirror.example/a.tgz}",
    "    tarball: https://mirror.example/b.tgz",
    "    registry: http://mirror.example/",
  ];
  expect(findHosts(lockfile.join("\n"))).toEqual([1, 2, 3]);
});

test("passes over hashes and addresses in messages", ({ expect }) => {
  const lockfile = [
    "    resolution: {integrity: sha512-tarball==}",
    "    deprecated: 'Read about the registry: https://example.com/'",
  ];
  expect(findHosts(lockfile.join("\n"))).toEqual([]);
});
