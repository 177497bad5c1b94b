import type { ComponentSchemas, SchemaObject } from "./predictor.ts";
import { webhookEvents } from "./webhook.ts";

/** The server's OpenAPI 3.0.2 document, laid out as Cog lays out its own. */
export function describeApi(schemas: ComponentSchemas): SchemaObject {
  return {
    openapi: "3.0.2",
    info: { title: "Cog", version: "0.1.0" },
    paths: {
      "/": { get: operation("root", "Root") },
      "/health-check": { get: operation("healthcheck_health_check_get", "Healthcheck") },
      "/predictions": { post: createOperation("predict_predictions_post", []) },
      "/predictions/{prediction_id}": {
        put: createOperation("predict_idempotent_predictions__prediction_id__put", [idParameter]),
      },
      "/predictions/{prediction_id}/cancel": {
        post: {
          ...operation("cancel_predictions__prediction_id__cancel_post", "Cancel"),
          parameters: [idParameter],
        },
      },
      "/shutdown": { post: operation("start_shutdown_shutdown_post", "Start Shutdown") },
    },
    components: { schemas: { ...schemas, ...wireSchemas } },
  };
}

const idParameter = {
  name: "prediction_id",
  in: "path",
  required: true,
  schema: { type: "string", title: "Prediction ID" },
};

function operation(operationId: string, summary: string): SchemaObject {
  return { summary, operationId, responses: { "200": jsonOf({}) } };
}

function createOperation(operationId: string, parameters: SchemaObject[]): SchemaObject {
  const prefer = { name: "prefer", in: "header", required: false, schema: { type: "string" } };
  return {
    summary: "Predict",
    operationId,
    parameters: [...parameters, prefer],
    requestBody: jsonOf(reference("PredictionRequest")),
    responses: {
      "200": jsonOf(reference("PredictionResponse")),
      "422": jsonOf(reference("HTTPValidationError")),
    },
  };
}

function jsonOf(schema: SchemaObject): SchemaObject {
  return { description: "JSON", content: { "application/json": { schema } } };
}

function reference(name: string): SchemaObject {
  return { $ref: `#/components/schemas/${name}` };
}

const text = { type: "string" };
const time = { type: "string", format: "date-time" };

const wireSchemas: Record<string, SchemaObject> = {
  Status: {
    title: "Status",
    description: "An enumeration.",
    type: "string",
    enum: ["starting", "processing", "succeeded", "canceled", "failed"],
  },
  WebhookEvent: {
    title: "WebhookEvent",
    description: "An enumeration.",
    type: "string",
    enum: [...webhookEvents],
  },
  PredictionRequest: {
    title: "PredictionRequest",
    type: "object",
    properties: {
      id: text,
      input: reference("Input"),
      context: { type: "object", additionalProperties: text },
      webhook: { type: "string", format: "uri", minLength: 1, maxLength: 65536 },
      webhook_events_filter: {
        type: "array",
        items: reference("WebhookEvent"),
        default: [...webhookEvents],
      },
    },
  },
  PredictionResponse: {
    title: "PredictionResponse",
    type: "object",
    properties: {
      id: text,
      version: text,
      input: reference("Input"),
      output: reference("Output"),
      error: text,
      status: reference("Status"),
      logs: { ...text, default: "" },
      created_at: time,
      started_at: time,
      completed_at: time,
      metrics: { type: "object" },
    },
  },
  ValidationError: {
    title: "ValidationError",
    type: "object",
    required: ["loc", "msg", "type"],
    properties: {
      loc: { type: "array", items: { anyOf: [{ type: "string" }, { type: "integer" }] } },
      msg: text,
      type: text,
    },
  },
  HTTPValidationError: {
    title: "HTTPValidationError",
    type: "object",
    properties: { detail: { type: "array", items: reference("ValidationError") } },
  },
};
