/** How far a stream has come: all that it takes to decide on what comes next. */
export interface Position {
  lastId: number;
  /** Of the lease whose backend was heard last. */
  epoch: number;
  /** Its writer's number of the last batch. */
  batch: number;
  /** How much of its output and logs was told: chunks, and characters. */
  outputs: number;
  logsLength: number;
  /** The fraction that it told last. */
  progress: number;
  /** Of all events, as JSON text. */
  bytes: number;
  /** When the last event came, in epoch milliseconds. */
  at: number;
  isTruncated: boolean;
  isDone: boolean;
}

export const start: Position = {
  lastId: 0,
  ...{ epoch: 0, batch: 0, outputs: 0, logsLength: 0, progress: 0 },
  ...{ bytes: 0, at: 0 },
  isTruncated: false,
  isDone: false,
};
