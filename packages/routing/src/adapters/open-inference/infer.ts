import { isObject } from "@headgate/shared";

import type { PredictCall, Submission } from "../adapter.ts";
import { parseJson, readText } from "../body.ts";
import { probe } from "../probe.ts";
import { readRefusal } from "../read-refusal.ts";
import { failed, maxResultBytes, refused, succeeded, tooLarge } from "../submission.ts";
import { forgetModel, knownModel, rememberModel } from "./known-models.ts";
import { type ModelMetadata, readMetadata } from "./model-metadata.ts";
import { modelUrl } from "./model-target.ts";
import { readTensor } from "./read-tensor.ts";
import { TensorFault } from "./tensor.ts";
import { writeTensor } from "./write-tensor.ts";

/** Runs a prediction on a model's tensors. May throw what breaks the exchange off. */
export async function infer(fetcher: typeof fetch, call: PredictCall): Promise<Submission> {
  const url = modelUrl(call.backend);
  const key = `${call.backend.id} ${url}`;
  const metadata = knownModel(key) ?? (await askMetadata(fetcher, url, call.signal));
  if ("outcome" in metadata) return metadata;
  const submission = await post(fetcher, `${url}/infer`, { call, metadata });
  const isWell = submission.outcome === "ended" && submission.result.state === "succeeded";
  if (isWell) rememberModel(key, metadata);
  // It may be the model that has changed, and not the input that is wrong.
  else forgetModel(key);
  return submission;
}

/** Whatever goes wrong here, nothing was started. */
async function askMetadata(
  fetcher: typeof fetch,
  url: string,
  signal: AbortSignal,
): Promise<ModelMetadata | Submission> {
  const answer = await probe(fetcher, url, { signal });
  if (typeof answer === "string") return refused("unreachable", answer);
  const refusal = readRefusal(answer.response, { text: null, message: messageOf(answer.json) });
  if (refusal === null) {
    const metadata = readMetadata(answer.json);
    return metadata ?? refused("unreachable", "it tells no tensors of the model");
  }
  const isBroken = refusal.outcome === "refused" && refusal.reason === "broken";
  return isBroken ? { ...refusal, reason: "unreachable" } : refusal;
}

async function post(
  fetcher: typeof fetch,
  url: string,
  { call, metadata }: { call: PredictCall; metadata: ModelMetadata },
): Promise<Submission> {
  try {
    const response = await fetcher(url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json" },
      body: writeRequest(call, metadata),
      signal: call.signal,
    });
    const text = await readText(response, maxResultBytes);
    const answer = parseJson(text ?? "");
    const refusal = readRefusal(response, { text, message: messageOf(answer) });
    if (refusal !== null) return refusal;
    return text === null ? tooLarge(maxResultBytes) : readAnswer(answer, metadata);
  } catch (error) {
    if (error instanceof TensorFault) return failed(error.message);
    throw error;
  }
}

/** Without tensors in its metadata a model takes the protocol's own request. What the input leaves out is for the server to miss. */
function writeRequest({ predictionId, input }: PredictCall, { inputs }: ModelMetadata): string {
  if (inputs.length === 0) return input;
  const values = parseJson(input);
  if (!isObject(values)) throw new TensorFault("input must be an object with the model's tensors");
  const names = inputs.map(({ name }) => name);
  const stranger = Object.keys(values).find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw new TensorFault(
      `input.${stranger} is no tensor of the model: it takes ${names.join(", ")}`,
    );
  }
  const given = inputs.filter(({ name }) => Object.hasOwn(values, name));
  return JSON.stringify({
    id: predictionId,
    inputs: given.map((tensor) => writeTensor(tensor, values[tensor.name])),
  });
}

function readAnswer(answer: unknown, { inputs, outputs }: ModelMetadata): Submission {
  if (!isObject(answer) || !Array.isArray(answer["outputs"])) {
    return refused("broken", "the answer is none of the Open Inference Protocol");
  }
  if (inputs.length === 0) return succeeded(answer);
  const named = answer["outputs"].map((output: unknown) => {
    const name = isObject(output) ? output["name"] : undefined;
    return readTensor(
      output,
      outputs.find((described) => described.name === name),
    );
  });
  return succeeded(Object.fromEntries(named.map(({ name, value }) => [name, value])));
}

function messageOf(answer: unknown): string | null {
  const error = isObject(answer) ? answer["error"] : null;
  return typeof error === "string" ? error : null;
}
