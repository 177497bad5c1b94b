import { describe, test } from "vitest";

import { parseAlias, parseModelName, parseOwnerName } from "./parse-name.ts";
import { parseReference } from "./parse-reference.ts";
import { ReferenceSyntaxError } from "./syntax-error.ts";

const id = "0123456789abcdef".repeat(4);

function refusalOf(read: () => unknown): ReferenceSyntaxError {
  try {
    read();
  } catch (error) {
    if (error instanceof ReferenceSyntaxError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("what was probably meant by a reference", () => {
  const meant: [string, string][] = [
    ["John/Image-Upscaler", "john/image-upscaler"],
    [id.toUpperCase(), id],
    [`john/x:${id.toUpperCase()}`, `john/x:${id}`],
    ["  john/x:30 ", "john/x:30"],
    ["john / x : 30", "john/x:30"],
    ["john/x\n", "john/x"],
    ["\u{feff}john/\u200bx", "john/x"],
    ["ｊｏｈｎ／ｘ：３０", "john/x:30"],
    ["john%2Fx%3A30", "john/x:30"],
    ["john/x:latest", "john/x@latest"],
    ["john/x:champion", "john/x@champion"],
    ["john/x:v1.4.0", "john/x:1.4.0"],
    ["john/x:V30", "john/x:30"],
    ["john/x@v1.4.0 ", "john/x@v1.4.0"],
    ["john/x@1.4.0", "john/x:1.4.0"],
    ["john/x@30", "john/x:30"],
    [`john/x@${id}`, `john/x:${id}`],
    ["john/x:1.4", "john/x:1.4.0"],
    ["john/x:1.4.0+build.5", "john/x:1.4.0"],
    ["john/x:007", "john/x:7"],
    ["john:30/x", "john/x:30"],
    ["john@champion/x", "john/x@champion"],
    ["john/x/30", "john/x:30"],
    ["john/x/versions/30", "john/x:30"],
    ["/john/x/", "john/x"],
    ["https://headgate.example.com/john/x:30", "john/x:30"],
    ["https://headgate.example.com/v1/models/john/x/versions/30?a=b#c", "john/x:30"],
    [`https://headgate.example.com/john/x?next=${"a".repeat(300)}`, "john/x"],
  ];

  test.for(meant)("by %j is %s", ([text, suggestion], { expect }) => {
    const refusal = refusalOf(() => parseReference(text));
    expect(refusal.suggestion).toBe(suggestion);
    expect(refusal.problems).toMatchObject([{ msg: refusal.message }]);
    expect(refusal.message).toContain(`; did you mean \`${suggestion}\`?`);
  });

  const unclear = [
    ...["", " ", "john", "john/", "/x", "john/x:", "john/x@", "john/x:0", "john/x:2147483648"],
    ...[
      "john/x:30@champion",
      "john/x@champion:30",
      "a/b/c/d",
      "jоhn/x",
      "api/x",
      "API/x",
      "%E0%A4%A/x",
    ],
    ...[`john/x:${id.slice(0, 12)}`, `john/x:${id}a`, "john/-x", "https://headgate.example.com/"],
  ];

  test.for(unclear)("is not guessed for %j", (text, { expect }) => {
    const refusal = refusalOf(() => parseReference(text));
    expect(refusal.suggestion).toBeNull();
    expect(refusal.message).not.toContain("did you mean");
  });
});

test("a part of a reference is suggested too", ({ expect }) => {
  expect(() => parseOwnerName("John")).toThrow("contains `J`; write lower-case letters");
  expect(refusalOf(() => parseOwnerName("John ")).suggestion).toBe("john");
  expect(refusalOf(() => parseModelName("Image-Upscaler")).suggestion).toBe("image-upscaler");
  expect(refusalOf(() => parseAlias("Champion")).suggestion).toBe("champion");
  expect(refusalOf(() => parseOwnerName("Admin")).suggestion).toBeNull();
});
