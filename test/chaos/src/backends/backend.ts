import { setTimeout as pause } from "node:timers/promises";

import { createCogServer } from "@headgate/local/demo-backend";

import { between, type Dice } from "../dice.ts";
import type { BackendState, BackendTraits } from "./backend-state.ts";
import { Chronicle } from "./chronicle.ts";
import { startFront } from "./front.ts";
import { createPredictor } from "./predictor.ts";
import { Slots } from "./slots.ts";

const downMs = [300, 3_000] as const;
/** A late callback is held back for longer than Cog's sender would wait. */
const webhooks = { timeoutMs: 120_000 };

export interface BackendOptions extends BackendTraits {
  dice: Dice;
  leaseMs: number;
  /** How long a run of which the gate knows counts at least. */
  countedMs: number;
  /** Between crashes, on average. */
  crashEveryMs: number;
}

/** A backend that misbehaves until it is told to calm down. */
export interface Backend {
  readonly url: string;
  readonly state: BackendState;
}

export async function startBackend(options: BackendOptions): Promise<Backend> {
  const state = createState(options);
  const life = await comeUp(state, 0);
  void crashNowAndThen(state, life, options);
  return { url: `http://127.0.0.1:${life.port}`, state };
}

function createState(options: BackendOptions): BackendState {
  const { name, capacity, speaks, dice, leaseMs, countedMs } = options;
  return {
    ...{ name, capacity, speaks, dice, leaseMs },
    slots: new Slots(countedMs),
    chronicle: new Chronicle(),
    runs: new Map(),
    puts: new Map(),
    tally: new Map(),
    mood: "wild",
    started: 0,
    crashes: 0,
    garbageTaken: 0,
  };
}

/** From when a backend comes up until it crashes. */
interface Life {
  port: number;
  end(): Promise<void>;
}

async function comeUp(state: BackendState, port: number): Promise<Life> {
  const { capacity } = state;
  const cog = createCogServer({ predictor: createPredictor(state), capacity, webhooks });
  const { url: cogUrl } = await cog.listen(0);
  await cog.ready();
  const front = await startFront({ state, cogUrl, port });
  return {
    port: front.port,
    async end() {
      await front.close();
      await cog.close();
      state.slots.forgetAll();
    },
  };
}

/** Loses all that it works on, is away for a while and comes back on its port. */
async function crashNowAndThen(
  state: BackendState,
  first: Life,
  { name, dice, crashEveryMs }: BackendOptions,
): Promise<void> {
  for (let life = first; ; state.crashes += 1) {
    const drawn = dice("crash", name, state.crashes);
    await pause(between([0.4 * crashEveryMs, 1.6 * crashEveryMs], drawn));
    if (state.mood !== "wild") return;
    await life.end();
    await pause(between(downMs, dice("down", name, state.crashes)));
    life = await comeUp(state, life.port);
  }
}
