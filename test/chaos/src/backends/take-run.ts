import { decideConduct, type Input } from "./backend-state.ts";
import type { ChosenConduct } from "./conduct.ts";
import { type Exchange, untilLeft } from "./exchange.ts";
import { createPredictor } from "./predictor.ts";

/** Takes a prediction without callbacks: the answer is its output, and comes at its end. Whoever leaves before that stops it. */
export async function takeRun(exchange: Exchange, id: string): Promise<void> {
  const { state, response } = exchange;
  // What Headgate sends is what callers gave it.
  const input = JSON.parse(exchange.body) as Input;
  state.slots.arrive(id, input.cost, state.capacity);
  if (state.slots.working >= state.capacity) {
    response.writeHead(429).end('{"error":"busy"}');
    return;
  }
  const conduct = decideConduct(state, id, input);
  state.chronicle.note(id, `put to ${state.name}: ${conduct.name}`);
  if (conduct.answer === "swallow") return;
  if (!conduct.starts) return refuse(exchange, conduct);
  const output = await work(exchange, { id, conduct, input });
  if (output === null) return refuse(exchange, { ...conduct, answer: "refuse", status: 422 });
  if (conduct.answer === "refuse" || conduct.answer === "cut") return refuse(exchange, conduct);
  if (conduct.answer === "nonsense") response.writeHead(200).end("<html>done</html>");
  else response.writeHead(200, { "content-type": "application/json" }).end(output);
}

/** Its output as JSON text; null where it failed. Throws where it was stopped. */
async function work(
  exchange: Exchange,
  { id, conduct, input }: { id: string; conduct: ChosenConduct; input: Input },
): Promise<string | null> {
  const { state, closing } = exchange;
  const cut = conduct.answer === "cut" ? [AbortSignal.timeout(conduct.runMs / 2)] : [];
  const signal = AbortSignal.any([closing, untilLeft(exchange), ...cut]);
  state.slots.begin(id, input.cost, conduct.name);
  state.runs.set(id, conduct);
  try {
    const predicting = createPredictor(state).predict({ ...input }, { id, signal, log: () => {} });
    return JSON.stringify(await predicting);
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}

function refuse(
  { response }: Exchange,
  { answer, status = 500, retryAfterS }: ChosenConduct,
): void {
  if (answer === "cut") {
    response.destroy();
    return;
  }
  const headers = retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) };
  response.writeHead(answer === "nonsense" ? 200 : status, headers).end("<html>no</html>");
}
