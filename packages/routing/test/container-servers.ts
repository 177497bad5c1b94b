import type { ServerResponse } from "node:http";

import { FakeServer, type SeenRequest, send } from "./fake-server.ts";

/** Routes by method and path; anything else gets 404. */
type Routes = Record<string, (body: unknown, response: ServerResponse) => void>;

function serving(routes: Routes): Promise<FakeServer> {
  return FakeServer.serving(({ method, path, body }: SeenRequest, response) => {
    const route = routes[`${method} ${path}`];
    if (route === undefined) return send(response, 404, { message: "no such route" });
    route(body === "" ? null : JSON.parse(body), response);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Version 1 of Modzy's container specification, as its template for Python answers. */
export function modzyContainer(): Promise<FakeServer> {
  const answer = (response: ServerResponse, statusCode: number, message: string) =>
    send(response, statusCode, { message, statusCode, status: statusCode === 200 ? "OK" : "" });
  return serving({
    "GET /status": (_, response) => answer(response, 200, "ready"),
    "POST /run": (body, response) => {
      const { type, input, output } = isObject(body) ? body : {};
      if (type !== "file") return answer(response, 400, 'only supports the "file" type');
      if (typeof input !== "string") return answer(response, 400, "expects an input filepath");
      if (typeof output !== "string") return answer(response, 400, "expects an output filepath");
      answer(response, 200, "success");
    },
    "POST /shutdown": (_, response) => answer(response, 202, "exiting"),
  });
}

/** The server inside a Truss whose model doubles a number. */
export function trussServer(): Promise<FakeServer> {
  return serving({
    "GET /": (_, response) => send(response, 200, true),
    "GET /v1/models/model": (_, response) => send(response, 200, { name: "model", ready: true }),
    "POST /v1/models/model:predict": (body, response) => {
      const number = isObject(body) ? body["number"] : null;
      if (typeof number !== "number") return send(response, 400, { error: "number is missing" });
      send(response, 200, { doubled: 2 * number });
    },
  });
}

/** A container for SageMaker: `/ping` has no body. */
export function sageMakerContainer(): Promise<FakeServer> {
  return serving({
    "GET /ping": (_, response) => void response.writeHead(200).end(),
    "POST /invocations": (body, response) => send(response, 200, { predictions: [body] }),
  });
}

/** TensorFlow Serving's REST API with the model `half_plus_two`. */
export function tensorFlowServing(state = "AVAILABLE"): Promise<FakeServer> {
  const status = { error_code: "OK", error_message: "" };
  return serving({
    "GET /v1/models/half_plus_two": (_, response) =>
      send(response, 200, { model_version_status: [{ version: "123", state, status }] }),
    "POST /v1/models/half_plus_two:predict": (body, response) => {
      const instances = isObject(body) ? body["instances"] : null;
      if (!Array.isArray(instances)) {
        return send(response, 400, { error: "Missing 'inputs' or 'instances' key" });
      }
      send(response, 200, { predictions: instances.map((value) => Number(value) / 2 + 2) });
    },
  });
}

/** A FastAPI server with `/predict` and its description. */
export function fastApiServer(): Promise<FakeServer> {
  const json = (schema: object) => ({ content: { "application/json": { schema } } });
  const schemas = {
    Face: { type: "object", properties: { x: { type: "integer" } } },
    Picture: { type: "object", properties: { url: { type: "string" } }, required: ["url"] },
    Faces: { type: "array", items: { $ref: "#/components/schemas/Face" } },
  };
  const post = {
    requestBody: json({ $ref: "#/components/schemas/Picture" }),
    responses: { "200": json({ $ref: "#/components/schemas/Faces" }) },
  };
  const document = { openapi: "3.1.0", paths: { "/predict": { post } }, components: { schemas } };
  return serving({
    "GET /health": (_, response) => send(response, 200, { status: "ok" }),
    "GET /openapi.json": (_, response) => send(response, 200, document),
    "POST /predict": (body, response) => {
      const detail = [{ loc: ["body", "url"], msg: "Field required", type: "missing" }];
      if (!isObject(body) || body["url"] === undefined) return send(response, 422, { detail });
      send(response, 200, [{ x: 1 }]);
    },
  });
}
