import { setTimeout as pause } from "node:timers/promises";

import { decideConduct, type Input } from "./backend-state.ts";
import type { ChosenConduct } from "./conduct.ts";
import { answer, type Exchange, pass, untilLeft } from "./exchange.ts";

/** Longer than Headgate waits for the answer of a backend that calls back. */
const lateMs = 11_000;
const nonsense = ["", "<html>busy</html>", "null", "[]", '{"status":"fine"}', '{"status":'];

interface PutBody {
  input: Input;
  /** None where the caller waits for the end. */
  webhook?: string;
}

/** Takes a prediction as the dice say; one that it works on already it takes as Cog does, and works on it once. */
export async function takePrediction(exchange: Exchange, id: string): Promise<void> {
  const { state } = exchange;
  // Headgate sends nothing else; what it sends is checked by Cog.
  const body = JSON.parse(exchange.body) as PutBody;
  if (state.slots.has(id)) {
    state.chronicle.note(id, `put to ${state.name} again`);
    const taken = await pass(exchange, exchange.body);
    if (taken.ok) state.slots.reclaim(id);
    await answer(exchange, taken);
    return;
  }
  state.slots.arrive(id, body.input.cost, state.capacity);
  const conduct = decideConduct(state, id, body.input);
  state.chronicle.note(id, `put to ${state.name}: ${conduct.name}`);
  const taken = conduct.starts ? await start(exchange, { id, body, conduct }) : null;
  if (taken !== null && taken.status !== 200 && taken.status !== 202) {
    // Full of what its slots no longer count: it says so itself.
    state.slots.end(id);
    await answer(exchange, taken);
  } else {
    await respond(exchange, { id, conduct, taken });
  }
}

interface Put {
  id: string;
  body: PutBody;
  conduct: ChosenConduct;
}

/** Lets Cog begin. Where Headgate waits for the end, this lasts as long, or for half of it where the answer is cut off. */
async function start(exchange: Exchange, { id, body, conduct }: Put): Promise<Response> {
  const { state, port } = exchange;
  state.slots.begin(id, body.input.cost, conduct.name);
  state.runs.set(id, conduct);
  const { webhook } = body;
  if (webhook === undefined) {
    const cut = conduct.answer === "cut" ? [AbortSignal.timeout(conduct.runMs / 2)] : [];
    return pass(exchange, exchange.body, untilLeft(exchange), ...cut);
  }
  const to = new URL(`http://127.0.0.1:${port}/callbacks/${id}/${conduct.callback}`);
  to.searchParams.set("to", webhook);
  return pass(exchange, JSON.stringify({ ...body, webhook: to.href }));
}

interface Taken {
  id: string;
  conduct: ChosenConduct;
  /** Null where it was not started. */
  taken: Response | null;
}

async function respond(exchange: Exchange, { id, conduct, taken }: Taken): Promise<void> {
  const { state, response, closing } = exchange;
  if (conduct.answer !== "answer" && conduct.answer !== "late") state.slots.forsake(id);
  switch (conduct.answer) {
    case "late":
      await pause(lateMs, undefined, { signal: closing });
      state.slots.forsake(id);
      if (taken !== null) await answer(exchange, taken);
      return;
    case "answer":
      if (taken !== null) await answer(exchange, taken);
      return;
    case "refuse":
      response.writeHead(conduct.status ?? 500, retryAfter(conduct)).end('{"error":"not now"}');
      return;
    case "nonsense":
      response.writeHead(200).end(nonsense[Math.floor(state.dice(id) * nonsense.length)]);
      return;
    case "cut":
      response.writeHead(202, { "content-length": 100 });
      response.write('{"id":"', () => response.destroy());
      return;
    case "swallow":
  }
}

function retryAfter({ retryAfterS }: ChosenConduct): Record<string, string> {
  return retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) };
}
