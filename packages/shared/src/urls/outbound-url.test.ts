import { describe, test } from "vitest";

import { HeadgateError } from "../errors/error.ts";
import { checkOutboundUrl, type OutboundUrlPolicy } from "./outbound-url.ts";

const policy: OutboundUrlPolicy = { allowPrivate: false, ownHosts: ["headgate.example.com"] };
const development: OutboundUrlPolicy = { allowPrivate: true, ownHosts: ["127.0.0.1:8787"] };

function reasonOf(text: string, by = policy): string {
  try {
    return `accepted ${checkOutboundUrl(text, by).href}`;
  } catch (error) {
    if (error instanceof HeadgateError) return error.message;
    throw error;
  }
}

describe("a public URL", () => {
  const accepted: [string, string][] = [
    ["https://gpu.example.com", "https://gpu.example.com/"],
    ["https://gpu.example.com:443/hook?x=1", "https://gpu.example.com/hook?x=1"],
    ["https://gpu.example.com:8443/", "https://gpu.example.com:8443/"],
    ["https://GPU.Example.com:5000/a", "https://gpu.example.com:5000/a"],
    ["https://bücher.example/", "https://xn--bcher-kva.example/"],
    ["https://local.example.com/", "https://local.example.com/"],
    ["https://1.2.3.4.example.com/", "https://1.2.3.4.example.com/"],
    ["https://sub.headgate.example.com/", "https://sub.headgate.example.com/"],
  ];

  test.for(accepted)("%s is given back parsed", ([text, href], { expect }) => {
    expect(checkOutboundUrl(text, policy).href).toBe(href);
  });
});

describe("refusing", () => {
  const addresses = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "%31%32%37.0.0.1",
    "１２７．０．０．１",
    "①②⑦.0.0.1",
    "0",
    "0.0.0.0",
    "10.0.0.8",
    "169.254.169.254",
    "8.8.8.8",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:10.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[fe80::1]",
    "[2606:4700::1111]",
  ];

  test.for(addresses)("the address %s", (host, { expect }) => {
    expect(reasonOf(`https://${host}/`)).toContain("IP addresses are not allowed");
  });

  const refused: [string, string][] = [
    ["http://gpu.example.com/", "must begin with https://"],
    ["ftp://gpu.example.com/", "must begin with https://"],
    ["javascript:alert(1)", "must begin with https://"],
    ["data:text/plain,x", "must begin with https://"],
    ["", "is not valid"],
    ["gpu.example.com/hook", "is not valid"],
    ["//gpu.example.com/hook", "is not valid"],
    ["https://", "is not valid"],
    ["https://[::1", "is not valid"],
    ["https://1.2.3.4.5/", "is not valid"],
    ["https://[fe80::1%25eth0]/", "is not valid"],
    ["https://user@gpu.example.com/", "user name or password"],
    ["https://:secret@gpu.example.com/", "user name or password"],
    ["https://gpu.example.com@127.0.0.1/", "user name or password"],
    ["https://gpu.example.com/#part", "fragment"],
    ["https://gpu.example.com/#", "fragment"],
    ["https://localhost/", "full public name"],
    ["https://LOCALHOST/", "full public name"],
    ["https://ｌocalhost/", "full public name"],
    ["https://gpu/", "full public name"],
    ["https://localhost./", "end in a dot"],
    ["https://gpu.example.com./", "end in a dot"],
    ["https://a..example.com/", "empty labels"],
    ["https://api.localhost/", ".localhost is not"],
    ["https://printer.local/", ".local is not"],
    ["https://metadata.google.internal/", ".internal is not"],
    ["https://nas.home.arpa/", ".arpa is not"],
    ["https://gpu.test/", ".test is not"],
    ["https://gpu.corp/", ".corp is not"],
    ["https://x.onion/", ".onion is not"],
    ["https://headgate.example.com/v1/models", "back at Headgate"],
    ["https://HEADGATE.example.com:8443/", "back at Headgate"],
    ["https://headgate。example。com/", "back at Headgate"],
    ["https://gpu.example.com:22/", "port must be 443 or at least 1024; got 22"],
    ["https://gpu.example.com:80/", "got 80"],
    ["https://gpu.example.com:65536/", "is not valid"],
    [" https://gpu.example.com/", "spaces"],
    ["https://gpu.exa\tmple.com/", "spaces, control characters"],
    ["https://gpu.example.com/\u0000", "control characters"],
    ["https:\\\\gpu.example.com\\", "backslashes"],
  ];

  test.for(refused)("%j, with the reason", ([text, reason], { expect }) => {
    expect(reasonOf(text)).toContain(reason);
  });

  test("a URL of more than 2,048 characters", ({ expect }) => {
    const longest = `https://gpu.example.com/${"a".repeat(2048 - 24)}`;
    expect(checkOutboundUrl(longest, policy).href).toBe(longest);
    expect(reasonOf(`${longest}a`)).toContain("has 2049 characters; at most 2048");
  });

  test("as an invalid_input at the place that the caller names", ({ expect }) => {
    const check = (): URL =>
      checkOutboundUrl("http://a.example", policy, ["body", "webhook", "url"]);
    expect(check).toThrow(
      expect.objectContaining({
        code: "invalid_input",
        problems: [
          {
            loc: ["body", "webhook", "url"],
            msg: "the URL must begin with https://; got http:",
            type: "value_error.url",
          },
        ],
      }),
    );
  });
});

describe("the development switch", () => {
  const accepted = [
    "http://127.0.0.1:9000/hook",
    "http://localhost/hook",
    "https://[::1]:22/",
    "http://gpu.internal:81/",
  ];

  test.for(accepted)("lets %s through", (text, { expect }) => {
    expect(checkOutboundUrl(text, development).href).toBe(text);
  });

  const refused: [string, string][] = [
    ["http://127.0.0.1:8787/v1", "back at Headgate"],
    ["http://0x7f000001:8787/v1", "back at Headgate"],
    ["http://user@127.0.0.1:9000/", "user name or password"],
    ["file:///etc/passwd", "must begin with https:// or http://"],
    ["http://127.0.0.1:9000/#x", "fragment"],
  ];

  test.for(refused)("does not let %s through", ([text, reason], { expect }) => {
    expect(reasonOf(text, development)).toContain(reason);
  });
});
