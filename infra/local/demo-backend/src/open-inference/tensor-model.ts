/** What a model says of one of its tensors; -1 stands for any length. */
export interface TensorDescription {
  name: string;
  datatype: string;
  shape: number[];
}

export interface Tensor extends TensorDescription {
  /** Row by row. */
  data: number[];
}

/** The model behind an Open Inference server. Its tensors are of numbers. */
export interface TensorModel {
  name: string;
  version: string;
  inputs: TensorDescription[];
  outputs: TensorDescription[];
  /** Once, after the server listens. */
  load(): Promise<void>;
  /** Gets the tensors that it takes, checked but for their values. A rejection is the caller's fault, with the reason. */
  infer(inputs: ReadonlyMap<string, Tensor>): Promise<Tensor[]>;
}
