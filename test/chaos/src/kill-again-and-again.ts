import { setTimeout as pause } from "node:timers/promises";

import type { KillableSystem } from "@headgate/e2e/system";

import { between, type Dice } from "./dice.ts";

/** Some kills come while it starts. */
const startingShare = 0.1;
const startingMs = [0, 2_500] as const;

export interface Killing {
  system: KillableSystem;
  kills: number;
  /** How long it runs between a start and the kill. */
  upMs: readonly [number, number];
  dice: Dice;
  onKill: (kill: number, when: string) => void;
  /** It answers again. */
  onUp: () => void;
}

/** Kills the whole runtime at random moments and starts it again on the same state. It runs when this resolves. */
export async function killAgainAndAgain(killing: Killing): Promise<void> {
  const { system, kills, upMs, dice, onKill, onUp } = killing;
  let hasStarted = true;
  for (let kill = 1; kill <= kills; kill += 1) {
    const ms = hasStarted
      ? between(upMs, dice("up", kill))
      : between(startingMs, dice("starting", kill));
    await pause(ms);
    await system.kill();
    onKill(kill, `${Math.round(ms)} ms after it ${hasStarted ? "was up" : "began to start"}`);
    hasStarted = kill === kills || dice("does start", kill) >= startingShare;
    const starting = system.start();
    // Or else it is killed before it is up.
    if (!hasStarted) starting.catch(() => undefined);
    else await starting.then(onUp);
  }
}
