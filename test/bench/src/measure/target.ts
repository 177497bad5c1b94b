/** One call that is measured, and what its answer must contain. */
export interface Target {
  name: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  expected: string;
}

interface Urls {
  backend: string;
  bare: string;
  portkey: string;
  /** Where predictions are made, and by whom. */
  headgate: { url: string; token: string };
}

const jsonType = { "content-type": "application/json" };
const predictionBody = JSON.stringify({
  input: { prompt: "a red boat on a calm lake at dawn", steps: 30, guidance: 7.5 },
});
const chatBody = JSON.stringify({
  model: "instant",
  messages: [{ role: "user", content: "a red boat on a calm lake at dawn" }],
});

export const targetNames = ["bare", "direct", "detached", "portkey"] as const;
export type TargetName = (typeof targetNames)[number];

/** The four paths to the same backend. */
export function listTargets({
  backend,
  bare,
  portkey,
  headgate,
}: Urls): Record<TargetName, Target> {
  const caller = { ...jsonType, authorization: `Bearer ${headgate.token}` };
  const prediction = { url: headgate.url, body: predictionBody, expected: '"output":"done"' };
  return {
    bare: {
      name: "bare",
      url: bare,
      headers: jsonType,
      body: predictionBody,
      expected: '"output":"done"',
    },
    direct: { name: "direct", ...prediction, headers: { ...caller, prefer: "wait" } },
    detached: { name: "detached", ...prediction, headers: { ...caller, prefer: "wait=10" } },
    portkey: {
      name: "portkey",
      url: `${portkey}/v1/chat/completions`,
      headers: {
        ...jsonType,
        authorization: "Bearer none",
        "x-portkey-provider": "openai",
        "x-portkey-custom-host": `${backend}/v1`,
      },
      body: chatBody,
      expected: '"content":"Done."',
    },
  };
}
