import type { Lease } from "@headgate/shared";

import type { Notice } from "../../src/notices.ts";
import { Audit } from "./audit.ts";
import { Commands } from "./commands.ts";
import { randomConfig } from "./random-config.ts";
import { Random } from "./random.ts";
import { SteppedGate } from "./stepped-gate.ts";
import { isOver, Witness, type Known } from "./witness.ts";

const startOfTime = Date.UTC(2026, 9, 1);

/** Callers, Workers and backends of one gate, who do at any time whatever they may do. */
export class Player {
  readonly #random: Random;
  readonly #witness: Witness;
  readonly #gate: SteppedGate;
  readonly #audit: Audit;
  readonly #commands: Commands;
  #configEpoch = 1;

  constructor(seed: number) {
    this.#random = new Random(seed);
    const config = randomConfig(this.#random, this.#configEpoch);
    this.#witness = new Witness(config);
    this.#witness.now = startOfTime;
    this.#gate = new SteppedGate(config, startOfTime);
    this.#audit = new Audit(this.#gate, this.#witness);
    this.#commands = new Commands(this.#random, this.#witness);
  }

  get tally(): ReadonlyMap<string, number> {
    return this.#commands.tally;
  }

  /** Does one thing, or a few at once; gives how many. */
  step(): number {
    const draw = this.#random.below(100);
    if (draw < 72) return this.#group();
    if (draw < 92) return this.#wait(this.#random.below(this.#random.chance(0.1) ? 40_000 : 1_500));
    if (draw < 94) return this.#restart();
    if (draw < 96) return this.#crash();
    return this.#random.chance(0.2) ? this.#configure() : this.#acknowledge();
  }

  verify(): void {
    this.#audit.verify(this.#commands.acknowledged);
  }

  /** Lets time alone end everything: the alarm must see to all of it. */
  drain(): void {
    const { known } = this.#witness;
    const isDone = (): boolean => this.#gate.rows().every(({ id }) => isOver(this.#entry(id)));
    for (let sweeps = 0; !isDone(); sweeps += 1) {
      const { alarmAt } = this.#gate;
      if (alarmAt === Infinity || sweeps > 10_000) throw new Error("it sleeps while some live");
      this.#wait(Math.max(0, alarmAt - this.#witness.now));
    }
    this.verify();
    this.#audit.verifyIdle();
    for (let round = 0; known.size > 0; round += 1) {
      if (round > 100) throw new Error("rows are never purged");
      this.#acknowledge();
      this.#wait(61_000);
      this.verify();
    }
  }

  #group(): number {
    const commands = this.#commands.nextGroup();
    const answers: (() => void)[] = [];
    const notices = this.#gate.run((ledger) => {
      for (const command of commands) answers.push(command(ledger));
    }, this.#witness.now);
    // Of several commands, one that gives a prediction back may come after one that leased what came after it.
    const about = commands.length > 1 ? this.#commands.touched : [];
    this.#witness.settled([...about, ...notices.map(({ id }) => id)]);
    for (const answer of answers) answer();
    this.#hear(notices);
    return commands.length;
  }

  #crash(): number {
    const commands = this.#commands.nextGroup();
    this.#gate.crash((ledger) => {
      for (const command of commands) command(ledger);
    }, this.#witness.now);
    this.#commands.count("crash");
    return commands.length;
  }

  #restart(): number {
    this.#gate.restart(this.#witness.now);
    this.#commands.count("restart");
    return 1;
  }

  /** The alarm goes off on the way, sometimes late. */
  #wait(ms: number): number {
    const end = this.#witness.now + ms;
    let sweeps = 0;
    while (this.#gate.alarmAt <= end) {
      this.#witness.now = Math.max(this.#witness.now, this.#gate.alarmAt);
      const { sweep, notices } = this.#gate.sweep(this.#witness.now);
      sweeps += 1;
      this.#witness.settled(notices.map(({ id }) => id));
      for (const message of sweep.leases) {
        if (message.task !== "dispatch" || !("lease" in message)) continue;
        this.#witness.leased(message.lease);
      }
      this.#hear(notices);
    }
    this.#witness.now = end;
    this.#commands.count("wait");
    return 1 + sweeps;
  }

  #configure(): number {
    this.#configEpoch += 1;
    const config = randomConfig(this.#random, this.#configEpoch);
    let leases: Lease[] = [];
    const { now, known } = this.#witness;
    const notices = this.#gate.run((ledger) => {
      ({ leases } = ledger.configure(config, now));
    }, now);
    this.#witness.config = config;
    this.#commands.ill = this.#random.pick(["a", "b", "c", null]);
    const disabled = config.backends.filter(({ status }) => status === "disabled");
    for (const entry of known.values()) {
      const backendId = entry.lease?.backendId;
      if (disabled.some(({ id }) => id === backendId)) this.#witness.requeued(entry, false);
    }
    this.#witness.settled(notices.map(({ id }) => id));
    this.#commands.learn(leases);
    this.#hear(notices);
    this.#commands.count("configure");
    return 1;
  }

  #acknowledge(): number {
    const ended = [...this.#witness.known.values()].filter(isOver).map(({ id }) => id);
    const { now } = this.#witness;
    this.#gate.run((ledger) => ledger.acknowledge(ended, now), now);
    for (const id of ended) this.#commands.acknowledged.add(id);
    this.#commands.count("acknowledge");
    return 1;
  }

  #hear(notices: Notice[]): void {
    const ended = new Set(notices.flatMap(({ type, id }) => (type === "ended" ? [id] : [])));
    for (const notice of notices) {
      // One that was leased and ended within a group has been heard of by now.
      if (notice.type !== "lease" || ended.has(notice.id)) continue;
      this.#witness.leased(notice.lease);
    }
    for (const id of ended) {
      const state = this.#gate.stateOf(id);
      if (state !== null) this.#witness.ended(this.#entry(id), state);
    }
    this.#witness.settled([]);
  }

  #entry(id: string): Known {
    return this.#witness.entry(id);
  }
}
