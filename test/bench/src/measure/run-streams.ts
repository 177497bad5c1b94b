import type { StreamTarget } from "./stream-target.ts";
import { tokensPerStream } from "./tokens.ts";

/** What the backend writes into a token: when it was sent. */
const sentAt = /@(\d+) /g;

/**
 * Reads so many streams at once to their ends. Gives for each token the milliseconds from its sending to its arrival. Throws where a stream
 * lacks a token or has one twice.
 */
export async function runStreams(target: StreamTarget, streams: number): Promise<number[]> {
  const all = await Promise.all(Array.from({ length: streams }, () => readStream(target)));
  return all.flat();
}

async function readStream({ url, headers, body }: StreamTarget): Promise<number[]> {
  const response = await fetch(url, { method: "POST", headers, body });
  if (response.status !== 200 || response.body === null) {
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  }
  const latenciesMs: number[] = [];
  const seen = new Set<string>();
  let rest = "";
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const now = process.hrtime.bigint();
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const [, at = ""] of lines.flatMap((line) => [...line.matchAll(sentAt)])) {
      // The end may repeat what was streamed.
      if (seen.has(at)) continue;
      seen.add(at);
      latenciesMs.push(Number(now - BigInt(at)) / 1e6);
    }
  }
  if (latenciesMs.length === tokensPerStream) return latenciesMs;
  throw new Error(`${url} gave ${latenciesMs.length} of ${tokensPerStream} tokens`);
}
