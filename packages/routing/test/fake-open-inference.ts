import type { ServerResponse } from "node:http";

import { FakeServer, type SeenRequest, send } from "./fake-server.ts";

interface TensorSpec {
  name: string;
  datatype: string;
  shape: number[];
}

interface SentTensor extends TensorSpec {
  data: unknown[];
}

export interface OpenInferenceModel {
  name: string;
  version: string;
  inputs: TensorSpec[];
  outputs: TensorSpec[];
  run: (inputs: Map<string, SentTensor>) => SentTensor[];
}

/** Adds two vectors, and greets whom it is told. */
export const adder: OpenInferenceModel = {
  name: "adder",
  version: "3",
  inputs: [
    { name: "left", datatype: "FP32", shape: [-1, 2] },
    { name: "right", datatype: "FP32", shape: [-1, 2] },
    { name: "who", datatype: "BYTES", shape: [1] },
  ],
  outputs: [
    { name: "sum", datatype: "FP32", shape: [-1, 2] },
    { name: "greeting", datatype: "BYTES", shape: [1] },
  ],
  run(inputs) {
    const [left, right, who] = ["left", "right", "who"].map((name) => inputs.get(name));
    if (!left || !right || !who)
      throw new Error("expected 3 inputs but got fewer for model 'adder'");
    const data = left.data.map((value, index) => Number(value) + Number(right.data[index]));
    const greeting = { name: "greeting", datatype: "BYTES", shape: [1] };
    return [
      { name: "sum", datatype: "FP32", shape: left.shape, data },
      { ...greeting, data: [`Hello, ${String(who.data[0])}`] },
    ];
  },
};

/** The REST side of the Open Inference Protocol as it is specified, with one model. What breaks its rules gets 400 and `error`. */
export class FakeOpenInference extends FakeServer {
  isReady = true;
  readonly #model: OpenInferenceModel;

  private constructor(model: OpenInferenceModel) {
    super((request, response) => {
      try {
        this.#answer(request, response);
      } catch (error) {
        send(response, 400, { error: error instanceof Error ? error.message : String(error) });
      }
    });
    this.#model = model;
  }

  static async start(model = adder): Promise<FakeOpenInference> {
    return new FakeOpenInference(model).listen();
  }

  #answer({ method, path, body }: SeenRequest, response: ServerResponse): void {
    const { name, version, inputs, outputs } = this.#model;
    if (path === "/v2") return send(response, 200, { name: "fake", version: "1", extensions: [] });
    if (path === "/v2/health/live") return send(response, 200, { live: true });
    if (path === "/v2/health/ready") {
      return send(response, this.isReady ? 200 : 400, { ready: this.isReady });
    }
    const [, asked, askedVersion, route] =
      /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(\/infer|\/ready)?$/.exec(path) ?? [];
    if (asked !== name || (askedVersion ?? version) !== version) {
      return send(response, 404, { error: `Request for unknown model: '${asked}' is not found` });
    }
    if (route === "/ready") return send(response, 200, { name, ready: true });
    if (route === "/infer" && method === "POST") return send(response, 200, this.#infer(body));
    send(response, 200, { name, versions: [version], platform: "fake", inputs, outputs });
  }

  #infer(body: string): object {
    const { id, inputs } = JSON.parse(body) as { id?: string; inputs: SentTensor[] };
    for (const input of inputs) this.#check(input);
    const outputs = this.#model.run(new Map(inputs.map((input) => [input.name, input])));
    const { name, version } = this.#model;
    return { model_name: name, model_version: version, ...(id !== undefined && { id }), outputs };
  }

  #check({ name, datatype, shape, data }: SentTensor): void {
    const spec = this.#model.inputs.find((input) => input.name === name);
    if (spec === undefined) throw new Error(`unexpected inference input '${name}'`);
    if (datatype !== spec.datatype) {
      throw new Error(
        `inference input '${name}' data-type is '${datatype}', not '${spec.datatype}'`,
      );
    }
    const fits = spec.shape.every((length, index) => length === -1 || length === shape[index]);
    if (!fits || shape.length !== spec.shape.length) {
      throw new Error(`unexpected shape [${shape.join(",")}] for input '${name}'`);
    }
    const size = shape.reduce((product, length) => product * length, 1);
    if (data.length !== size) throw new Error(`unable to parse 'data': ${data.length} of ${size}`);
  }
}
