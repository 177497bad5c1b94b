import type { GateConfig } from "@headgate/shared";

/** A backend as it is to be imagined. */
export interface PlannedBackend {
  id: string;
  capacity: number;
  weight: number;
  /** 2: it runs everything in half the time. */
  speed: number;
}

/** What a version would be given. */
export interface Plan {
  backends: PlannedBackend[];
  limits: Pick<
    GateConfig,
    "maxParallel" | "whenFull" | "maxQueued" | "queueTimeoutMs" | "runTimeoutMs"
  >;
  /** Over how many gates the backends are spread. */
  shards: number;
  /** What Headgate itself takes to bring a prediction to its backend and its end back. */
  overheadMs: number;
  /** Most predictions that one gate admits in a second; null: as many as come. */
  gateRate: number | null;
}
