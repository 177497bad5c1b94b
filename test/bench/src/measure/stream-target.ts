import type { HeadgateUrls } from "./target.ts";

/** One stream that is measured. */
export interface StreamTarget {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Portkey's gateway 1.15.2 is none: on Node 24 it answers a streamed completion with 500. */
export const streamNames = ["bare", "headgate"] as const;
export type StreamName = (typeof streamNames)[number];

const messages = [{ role: "user", content: "a red boat on a calm lake at dawn" }];
const chatBody = JSON.stringify({ model: "instant", messages, stream: true });
const jsonType = { "content-type": "application/json" };

/** The paths on which tokens of the same backend come. */
export function listStreams({
  bare,
  headgate,
}: {
  bare: string;
  headgate: HeadgateUrls;
}): Record<StreamName, StreamTarget> {
  return {
    bare: { url: bare, headers: jsonType, body: chatBody },
    headgate: {
      url: `${headgate.chat}/predictions`,
      headers: {
        ...jsonType,
        accept: "text/event-stream",
        authorization: `Bearer ${headgate.token}`,
      },
      body: JSON.stringify({ input: { messages } }),
    },
  };
}
