import { test } from "vitest";

import { networkOf } from "./network-of.ts";

test.for([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:db8:1::5:6:7", "2001:db8:1:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
  ["::ffff:192.0.2.7", "::ffff:192.0.2.7"],
  ["", ""],
  ["x".repeat(100), "x".repeat(45)],
])("%j stands for %j", ([address = "", network], { expect }) => {
  expect(networkOf(address)).toBe(network);
});
