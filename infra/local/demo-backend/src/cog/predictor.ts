/** An OpenAPI 3.0.2 schema object, as Cog writes them. */
export interface SchemaObject {
  [keyword: string]: unknown;
}

/** The document's `components.schemas`: `Input`, `Output`, and whatever these two refer to. */
export interface ComponentSchemas {
  Input: SchemaObject;
  Output: SchemaObject;
  [name: string]: SchemaObject;
}

export type PredictionInput = Record<string, unknown>;

export interface PredictContext {
  id: string;
  /** Aborts when the prediction is canceled; `predict` then rejects as soon as it can. */
  signal: AbortSignal;
  /** Appends one line to the prediction's logs. */
  log: (line: string) => void;
}

/** The model behind a Cog server. */
export interface Predictor {
  schemas: ComponentSchemas;
  /** Once, after the server listens. A rejection leaves the server at SETUP_FAILED. */
  setup?(context: { log: (line: string) => void }): Promise<void>;
  /** Resolves to the output (any JSON value); a rejection makes the prediction `failed` with its message. */
  predict(input: PredictionInput, context: PredictContext): Promise<unknown>;
  /** Once, when the server closes. */
  close?(): Promise<void>;
}
