import { describe, test } from "vitest";

import { collectText } from "../src/files/collect-text.ts";
import { boundaryOf, readFormParts } from "../src/files/form-parts.ts";

const boundary = "x";

/** The bytes in pieces of so many. */
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

interface Read {
  name: string;
  filename: string | null;
  contentType: string | null;
  text: string;
}

async function read(body: string | Uint8Array, size: number): Promise<Read[]> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const parts: Read[] = [];
  for await (const { content, ...part } of readFormParts(inPieces(bytes, size), boundary)) {
    parts.push({ ...part, text: await collectText(content, 10_000) });
  }
  return parts;
}

function partOf(disposition: string, text: string, more = ""): string {
  return `--${boundary}\r\nContent-Disposition: ${disposition}${more}\r\n\r\n${text}\r\n`;
}

describe("reading a form", () => {
  const tricky = "\r\n--\r\r\n-\r\n--y\r\n--\r\n\r\n-x--x";
  const body = `${partOf('form-data; name="a"', tricky)}${partOf(
    'form-data; name="b"; filename="\\"é\\\\ %22.png"',
    "",
    "\r\ncontent-type: image/png",
  )}--${boundary}--\r\n`;

  test.for([1, 2, 3, 5, 7, 16, 100, 1000])(
    "gives the same parts however the body is cut, here every %i bytes",
    async (size, { expect }) => {
      expect(await read(`preamble\r\n${body}epilogue`, size)).toEqual([
        { name: "a", filename: null, contentType: null, text: tricky },
        { name: "b", filename: '"é\\ ".png', contentType: "image/png", text: "" },
      ]);
    },
  );

  test("gives what the platform's own FormData sent", async ({ expect }) => {
    const form = new FormData();
    const bytes = crypto.getRandomValues(new Uint8Array(5000));
    form.append("content", new File([bytes], 'a "b"\r\n.bin', { type: "image/png" }));
    form.append("metadata", "é\r\n");
    const request = new Request("https://headgate.example", { method: "POST", body: form });
    const sent = new Uint8Array(await request.arrayBuffer());
    const named = boundaryOf(request.headers.get("content-type") ?? "") ?? "";
    const found: string[] = [];
    for await (const part of readFormParts(inPieces(sent, 64), named)) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of part.content) chunks.push(chunk.slice());
      const content = new Uint8Array(await new Blob(chunks).arrayBuffer());
      found.push(part.name);
      const wanted = part.name === "content" ? bytes : new TextEncoder().encode("é\r\n");
      expect(content).toEqual(wanted);
    }
    expect(found).toEqual(["content", "metadata"]);
  });

  test.for([
    ["nothing", ""],
    ["no boundary at all", "hello"],
    [
      "an end in the middle of a part",
      `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nhel`,
    ],
    ["no end", partOf('form-data; name="a"', "hello")],
    ["a part without a name", `${partOf("form-data", "hello")}--x--`],
    ["a part that is an attachment", `${partOf('attachment; name="a"', "hello")}--x--`],
    ["headers without an end", `--x\r\n${"a: b\r\n".repeat(2000)}`],
    ["a preamble without an end", "a".repeat(10_000)],
  ] as const)("refuses %s", async ([, text], { expect }) => {
    await expect(read(text, 50)).rejects.toMatchObject({ code: "bad_request" });
  });

  test("finds the boundary, quoted or not, and nothing where it is no form", ({ expect }) => {
    expect(boundaryOf("multipart/form-data; boundary=a-b")).toBe("a-b");
    expect(boundaryOf('Multipart/Form-Data;charset=utf-8; boundary="a b"')).toBe("a b");
    expect(boundaryOf("multipart/form-data")).toBeUndefined();
    expect(boundaryOf("multipart/form-database; boundary=a")).toBeNull();
    expect(boundaryOf("image/png")).toBeNull();
    expect(boundaryOf("")).toBeNull();
  });
});
