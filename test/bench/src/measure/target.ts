/** One call that is measured, and what its answer must be. */
export interface Target {
  name: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  expected: { status: number; text: string };
  /** Resolves when what the answers promised is done: only then is the time taken. Left out: an answer is all there is. */
  finish?: () => Promise<void>;
}

interface Urls {
  backend: string;
  bare: string;
  portkey: string;
  headgate: HeadgateUrls;
}

/** Where predictions are made, and by whom. */
export interface HeadgateUrls {
  /** A version with room for all. */
  open: string;
  /** A version whose only slot is taken, and where nothing may wait. */
  full: string;
  /** A version on a backend that speaks OpenAI's API. */
  chat: string;
  token: string;
}

const jsonType = { "content-type": "application/json" };
const predictionBody = JSON.stringify({
  input: { prompt: "a red boat on a calm lake at dawn", steps: 30, guidance: 7.5 },
});
const chatBody = JSON.stringify({
  model: "instant",
  messages: [{ role: "user", content: "a red boat on a calm lake at dawn" }],
});
const done = { status: 200, text: '"output":"done"' };
const drainPollMs = 20;

export const targetNames = ["bare", "direct", "detached", "async", "rejected", "portkey"] as const;
export type TargetName = (typeof targetNames)[number];

/** The paths to the same backend, and the one that leads to none. */
export function listTargets({
  backend,
  bare,
  portkey,
  headgate,
}: Urls): Record<TargetName, Target> {
  const caller = { ...jsonType, authorization: `Bearer ${headgate.token}` };
  const prediction = { url: `${headgate.open}/predictions`, body: predictionBody, expected: done };
  return {
    bare: { name: "bare", url: bare, headers: jsonType, body: predictionBody, expected: done },
    direct: { name: "direct", ...prediction, headers: { ...caller, prefer: "wait" } },
    detached: { name: "detached", ...prediction, headers: { ...caller, prefer: "wait=10" } },
    async: {
      ...{ name: "async", ...prediction, headers: caller },
      expected: { status: 202, text: '"input":' },
      finish: () => drain(headgate),
    },
    rejected: {
      ...{ name: "rejected", ...prediction, headers: caller },
      url: `${headgate.full}/predictions`,
      expected: { status: 429, text: '"queue_full"' },
    },
    portkey: {
      name: "portkey",
      url: `${portkey}/v1/chat/completions`,
      headers: { ...jsonType, ...portkeyHeaders(backend) },
      body: chatBody,
      expected: { status: 200, text: '"content":"Done."' },
    },
  };
}

function portkeyHeaders(backend: string): Record<string, string> {
  return {
    authorization: "Bearer none",
    "x-portkey-provider": "openai",
    "x-portkey-custom-host": `${backend}/v1`,
  };
}

/** Until nothing waits or runs on the version any more. */
async function drain({ open, token }: HeadgateUrls): Promise<void> {
  for (;;) {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${open}/capacity`, { headers });
    const { queued, running } = (await response.json()) as { queued: number; running: number };
    if (queued + running === 0) return;
    await new Promise((resolve) => setTimeout(resolve, drainPollMs));
  }
}
