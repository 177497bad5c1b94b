/**
 * What the JavaScript heap of a Worker's isolate holds, in MB, after a collection of garbage; the runtime must have been started with
 * V8's `--expose-gc` (its inspector's own command for that is not carried out before the isolate has something else to do).
 */
export async function readHeapMb(inspector: URL, worker: string): Promise<number> {
  const socket = new WebSocket(new URL(`/core:user:${worker}`, inspector));
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  socket.addEventListener("open", () => resolve());
  socket.addEventListener("error", () => reject(new Error("the inspector is not there")));
  await opened;
  try {
    const contextId = await firstContext(socket);
    await ask(socket, "Runtime.evaluate", { expression: "gc()", contextId });
    const { usedSize } = await ask(socket, "Runtime.getHeapUsage");
    return Number(usedSize) / 2 ** 20;
  } finally {
    socket.close();
  }
}

async function firstContext(socket: WebSocket): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  listen(socket, ({ method, params }) => {
    if (method === "Runtime.executionContextCreated") resolve(Number(params?.context?.id));
  });
  await ask(socket, "Runtime.enable");
  return promise;
}

let asked = 0;

/** Sends one command of the DevTools protocol and gives its result. */
function ask(socket: WebSocket, method: string, params = {}): Promise<Record<string, unknown>> {
  const { promise, resolve, reject } = Promise.withResolvers<Record<string, unknown>>();
  const id = (asked += 1);
  listen(socket, (message) => {
    if (message.id !== id) return;
    if (message.result === undefined) reject(new Error(`the inspector refused ${method}`));
    else resolve(message.result);
  });
  socket.addEventListener("close", () => reject(new Error(`the inspector hung up at ${method}`)));
  socket.send(JSON.stringify({ id, method, params }));
  return promise;
}

/** An answer has the id of its question; an event has a method. */
interface Message {
  id?: number;
  result?: Record<string, unknown>;
  method?: string;
  params?: { context?: { id?: number } };
}

function listen(socket: WebSocket, hear: (message: Message) => void): void {
  socket.addEventListener("message", ({ data }) => hear(parseMessage(String(data))));
}

/** The inspector speaks the DevTools protocol. */
function parseMessage(text: string): Message {
  return JSON.parse(text) as Message;
}
