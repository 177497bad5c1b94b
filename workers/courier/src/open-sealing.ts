import { importSealingKey } from "@headgate/registry";

type Key = ReturnType<typeof importSealingKey>;

let imported: { secret: string; key: Key } | null = null;

/** The key that secrets are kept with, imported once an isolate. */
export function openSealingKey({ ENCRYPTION_SECRET: secret }: Env): Key {
  if (imported?.secret !== secret) imported = { secret, key: importSealingKey(secret) };
  return imported.key;
}

export function drawRandom(bytes: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(bytes));
}
