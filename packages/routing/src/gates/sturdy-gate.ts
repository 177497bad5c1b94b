import type { VersionGateMethods } from "@headgate/shared";

import { type GateNamespace, type GateStub, openGate } from "../dispatch/open-gate.ts";
import { repeatOnce } from "./repeat-once.ts";

/** The gate that a prediction's id names, asked once more where it was reset meanwhile; see `repeatOnce`. */
export function openSturdyGate(namespace: GateNamespace, predictionId: string): VersionGateMethods {
  return sturdy(() => openGate(namespace, predictionId));
}

/** Keeps its stub until that has thrown: then it is of no more use. */
export function sturdy(open: () => GateStub): VersionGateMethods {
  return new SturdyGate(open);
}

class SturdyGate implements VersionGateMethods {
  readonly #open: () => GateStub;
  #stub: GateStub | null = null;

  constructor(open: () => GateStub) {
    this.#open = open;
  }

  admit(...args: Parameters<GateStub["admit"]>): ReturnType<GateStub["admit"]> {
    return this.#ask((gate) => gate.admit(...args));
  }

  configure(...args: Parameters<GateStub["configure"]>): ReturnType<GateStub["configure"]> {
    return this.#ask((gate) => gate.configure(...args));
  }

  dispatched(...args: Parameters<GateStub["dispatched"]>): ReturnType<GateStub["dispatched"]> {
    return this.#ask((gate) => gate.dispatched(...args));
  }

  renew(...args: Parameters<GateStub["renew"]>): ReturnType<GateStub["renew"]> {
    return this.#ask((gate) => gate.renew(...args));
  }

  lease(...args: Parameters<GateStub["lease"]>): ReturnType<GateStub["lease"]> {
    return this.#ask((gate) => gate.lease(...args));
  }

  refuse(...args: Parameters<GateStub["refuse"]>): ReturnType<GateStub["refuse"]> {
    return this.#ask((gate) => gate.refuse(...args));
  }

  complete(...args: Parameters<GateStub["complete"]>): ReturnType<GateStub["complete"]> {
    return this.#ask((gate) => gate.complete(...args));
  }

  cancel(...args: Parameters<GateStub["cancel"]>): ReturnType<GateStub["cancel"]> {
    return this.#ask((gate) => gate.cancel(...args));
  }

  read(...args: Parameters<GateStub["read"]>): ReturnType<GateStub["read"]> {
    return this.#ask((gate) => gate.read(...args));
  }

  acknowledge(...args: Parameters<GateStub["acknowledge"]>): ReturnType<GateStub["acknowledge"]> {
    return this.#ask((gate) => gate.acknowledge(...args));
  }

  capacity(): ReturnType<GateStub["capacity"]> {
    return this.#ask((gate) => gate.capacity());
  }

  #ask<Answer>(use: (gate: GateStub) => Promise<Answer>): Promise<Answer> {
    return repeatOnce(async () => {
      const stub = (this.#stub ??= this.#open());
      try {
        return await use(stub);
      } catch (error) {
        this.#stub = null;
        throw error;
      }
    });
  }
}
