import { parseArgs } from "node:util";

export interface Settings {
  /** 0: any free port. */
  port: number;
  capacity: number;
  protocol: "cog" | "open-inference";
  webhookAuthToken: string | undefined;
}

/**
 * `--port` or DEMO_BACKEND_PORT (5000, Cog's own, unless told), `--capacity` or DEMO_BACKEND_CAPACITY
 * (1 unless told), `--protocol` or DEMO_BACKEND_PROTOCOL (`cog` unless told), and Cog's WEBHOOK_AUTH_TOKEN. Throws an
 * error that names the setting.
 */
export function readSettings(args: string[], env: Record<string, string | undefined>): Settings {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      capacity: { type: "string" },
      protocol: { type: "string" },
    },
  });
  return {
    port: readWhole("--port", values.port ?? env["DEMO_BACKEND_PORT"] ?? "5000", [0, 65_535]),
    capacity: readWhole(
      "--capacity",
      values.capacity ?? env["DEMO_BACKEND_CAPACITY"] ?? "1",
      [1, 64],
    ),
    protocol: readProtocol(values.protocol ?? env["DEMO_BACKEND_PROTOCOL"] ?? "cog"),
    webhookAuthToken: env["WEBHOOK_AUTH_TOKEN"],
  };
}

function readProtocol(text: string): Settings["protocol"] {
  if (text === "cog" || text === "open-inference") return text;
  throw new Error(`--protocol must be cog or open-inference, not ${JSON.stringify(text)}`);
}

function readWhole(name: string, text: string, [low, high]: [number, number]): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= low && value <= high) return value;
  throw new Error(
    `${name} must be a whole number from ${low} to ${high}, not ${JSON.stringify(text)}`,
  );
}
